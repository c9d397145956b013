"""Jira behind the Tracker protocol."""
