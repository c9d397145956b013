"""Visions as a list, their versions, and the page that is shared."""
