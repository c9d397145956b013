"""The search: every text of the plan in the database's own full text."""
