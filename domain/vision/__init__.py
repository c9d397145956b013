"""The vision: who the product is for, what the company wants of it, and where it will be."""
