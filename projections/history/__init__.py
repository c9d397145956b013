"""The history: every fact with the old and the new value, by whom, when, from where and why."""
