"""Page marks: opaque to callers, and only good for the question they were given out for."""

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from hashlib import sha256
from typing import Any, TypeVar

import msgspec

Place = TypeVar("Place", bound=tuple[Any, ...])
Row = TypeVar("Row", bound=Sequence[Any])


class CursorRefused(Exception):
    """The cursor is not one of ours."""

    def __init__(self, message: str = "") -> None:
        """Say what to do."""
        super().__init__(message or "This is no cursor of ours: ask again without it.")


class CursorMismatch(CursorRefused):
    """The cursor belongs to another question."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(
            "The cursor was given out for other filters: "
            "use the filters it came with, or ask again without it."
        )


def write(question: object, place: tuple[Any, ...]) -> str:
    """A cursor that goes on behind ``place`` in the answer to ``question``."""
    return urlsafe_b64encode(msgspec.json.encode((_mark(question), place))).decode().rstrip("=")


def read(cursor: str, question: object, shape: type[Place]) -> Place:
    """The place a cursor stands for.

    Args:
        cursor: As ``write`` made it.
        question: What is being asked now.
        shape: The place's type.

    Raises:
        CursorMismatch: It was given out for another question.
        CursorRefused: It is no cursor.
    """
    try:
        packed = urlsafe_b64decode(cursor.encode() + b"=" * (-len(cursor) % 4))
        mark, place = msgspec.json.decode(packed, type=tuple[str, msgspec.Raw])
        if mark == _mark(question):
            found: Place = msgspec.json.decode(place, type=shape)
            return found
    except (binascii.Error, UnicodeError, msgspec.DecodeError) as error:
        raise CursorRefused from error
    raise CursorMismatch


def cut(
    rows: Sequence[Row], limit: int, question: object, at: int
) -> tuple[Sequence[Row], str | None]:
    """A page, and the cursor behind it; None when there is no more.

    Args:
        rows: What was found, one more than ``limit`` when there is more.
        limit: How many rows a page has at most.
        question: What was asked.
        at: Where in a row its place begins, which goes on to its end.
    """
    if len(rows) <= limit:
        return rows, None
    return rows[:limit], write(question, tuple(rows[limit - 1][at:]))


def _mark(question: object) -> str:
    return sha256(msgspec.json.encode(question)).hexdigest()[:12]
