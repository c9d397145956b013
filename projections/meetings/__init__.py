"""Meetings as people look for them: the calendar, and the actions that are still open."""
