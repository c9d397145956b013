"""What people and services ask for: read models built from facts."""
