"""The state of sync: connections, links and conflicts."""
