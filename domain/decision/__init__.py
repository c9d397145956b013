"""Decisions: what was chosen among which options, by whom and why, and what came of it."""
