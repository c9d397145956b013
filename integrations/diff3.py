"""Merges two edits of one text when they touch different lines."""

from merge3 import Merge3

from integrations.equivalence import plain_text

MOST_LINES = 2_000
"""Above this a comparison may take seconds; such a text is a conflict for people."""


def merge_text(base: str, ours: str, theirs: str) -> str | None:
    """The text with both edits, or None when they touch the same or neighbouring lines."""
    base_lines, our_lines, their_lines = (
        plain_text(each).split("\n") for each in (base, ours, theirs)
    )
    if max(len(base_lines), len(our_lines), len(their_lines)) > MOST_LINES:
        return None
    merged: list[str] = []
    for group in Merge3(base_lines, our_lines, their_lines).merge_groups():
        if group[0] == "conflict":
            return None
        merged += group[1]
    return "\n".join(merged)
