"""Risks: the register, the matrix, the trend of what they threaten with, and what is due."""
