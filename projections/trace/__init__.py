"""The trace: what a thing of the plan follows from, and what hangs on it."""
