"""Teams: who is in them and for which part, and when they work."""
