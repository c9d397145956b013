"""Measures the figures that the README quotes."""
