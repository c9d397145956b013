"""The roadmap: a list, a board, a timeline, and how much of it moved."""
