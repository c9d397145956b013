"""Decisions as people look for them: the log, what follows from what, what is due, how true."""
