"""GitHub behind the Tracker protocol."""
