"""Bodies in a tracker's own format, read and written as Markdown."""
