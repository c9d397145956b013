"""A metric: what is measured of a product, period by period, and when to look closer."""
