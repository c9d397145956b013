"""What is true and what may happen: facts, decide, evolve, refusals. Pure."""
