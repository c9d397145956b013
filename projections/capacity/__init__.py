"""Teams and iterations as lists, and how much is asked of whom."""
