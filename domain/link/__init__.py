"""A link: one backlog item and one issue at one tracker, and what both last agreed on."""
