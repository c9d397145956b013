"""What is measured: the list of metrics, their series, and what shipped items brought about."""
