"""What a signal reads, and the words for it."""

from msgspec import Struct


class Reading(Struct, frozen=True):
    """A value as decimal text, and what it means, to go on after a thing's key.

    Attributes:
        of: The key of the thing that it is told of; None for the one whose facts were read.
    """

    value: str
    words: str
    of: str | None = None
