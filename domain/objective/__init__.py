"""Objectives: what the product is to reach in a period, and how one would know."""
