"""Trackers behind one Issue."""
