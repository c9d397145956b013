"""A stretch of a metric's series: what was measured in some of its periods, a stream of its own."""
