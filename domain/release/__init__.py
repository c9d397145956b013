"""Releases: what comes out together, when, and whether it may."""
