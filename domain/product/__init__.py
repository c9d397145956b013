"""A product: what is planned, and how its people agreed to plan it."""
