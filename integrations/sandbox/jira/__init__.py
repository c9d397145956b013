"""A small Jira, Cloud or Data Center, that lives in memory."""
