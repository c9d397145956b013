"""The audit log: the history's facts found by any mix of filters."""
