"""A product on one page: a few questions to the read models, and nothing kept for it."""
