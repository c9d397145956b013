"""A backlog item: what is to be done, and how far it is."""
