"""What a body says in Markdown, and what Markdown could not say."""

from msgspec import Struct

MAX_CHARACTERS = 100_000
"""Longer text is not converted at all; the longest body any tracker takes is 65,536."""


class Reading(Struct, frozen=True):
    """A body as Markdown.

    Attributes:
        lossy: Why writing ``markdown`` back would change the body, or None when it would not.
    """

    markdown: str
    lossy: str | None = None
