"""The backlog: every item in its order, ready to send."""
