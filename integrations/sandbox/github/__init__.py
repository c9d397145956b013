"""A GitHub that fits into a test."""
