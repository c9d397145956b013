"""Iterations: what a team can give to one, and what is asked of whom."""
