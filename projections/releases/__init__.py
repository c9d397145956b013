"""Releases as a list, and what comes out with each."""
