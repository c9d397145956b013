"""Evidence: what customers say and what the market does, and what in the plan it speaks for."""
