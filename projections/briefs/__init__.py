"""Briefs as people look for them: what is stale, what was promised to whom, and the page itself."""
