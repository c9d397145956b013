"""Two small HTTP servers that speak the trackers' real shapes."""
