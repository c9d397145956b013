"""Dramatiq actors: receive, deliver, reconcile, import, project, schedule."""
