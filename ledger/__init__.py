"""The event store: envelope, mapper, recorders, subscription, command log."""
