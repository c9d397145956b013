"""A tracker's text as an item keeps it: the same words without what our rules refuse."""

from domain.text import TITLE_LIMIT, without_control

UNTITLED = "(no title)"
UNSAID = "(no text)"


def plain_title(title: str) -> str:
    """One line of at most 255 characters that says something."""
    line = without_control(title, allowed="")[:TITLE_LIMIT]
    return line if line.strip() else UNTITLED


def plain_body(body: str) -> str:
    """Text without control characters; a long one is kept whole, and shown as too long."""
    return without_control(body)


def plain_comment(body: str) -> str:
    """A comment that says something."""
    text = without_control(body)
    return text if text.strip() else UNSAID
