"""Flow: how much gets done, how long it takes, and what is on its way."""
