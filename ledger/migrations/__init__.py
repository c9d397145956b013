"""The database's shape, one step per file."""
