"""Charts: described once, drawn in the terminal, and written as SVG for a slide."""
