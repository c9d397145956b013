"""A product that has lived for half a year, to look at: told day by day, through the real rules."""
