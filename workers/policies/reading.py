"""What a signal reads, and the words for it."""

from msgspec import Struct


class Reading(Struct, frozen=True):
    """A value as decimal text, and what it means, to go on after a thing's key."""

    value: str
    words: str
