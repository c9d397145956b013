"""Meetings: who met about what, what came out of it, and who does what until when."""
