"""Roadmap items: what is to be built and why, how sure it is, and what became of it."""
