"""Risks: what may happen, what would follow, how grave it is, and what is done about it."""
