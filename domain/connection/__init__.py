"""A connection: one repository or project at a tracker, and how it meets the backlog."""
