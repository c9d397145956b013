"""Briefs: what an audience is told in plain words, who was told it, and what that promises."""
