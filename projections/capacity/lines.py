"""How much is asked of whom: a line for each iteration, the open ones if none are named."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import msgspec
import sqlalchemy as sa

from domain.iteration.state import Overcommit, Vote
from domain.team.state import OPEN
from domain.team.words import Course
from domain.values import Window
from projections.capacity.listing import ITERATIONS, IterationShown
from projections.page import Page, page


class CapacityLine(IterationShown, frozen=True, kw_only=True):
    """What an iteration's people can give and are asked for.

    Attributes:
        overcommit: Which part of the capacity may be committed to, who said so, and why.
        points_done: In the team's unit, once it is closed.
    """

    key: str
    team: str
    name: str
    window: Window
    status: Course
    goal: str
    votes: tuple[Vote, ...]
    overcommit: Overcommit | None
    carried_over: tuple[str, ...]
    points_done: str | None
    person_days_given: str | None


def lines(
    connection: sa.Connection,
    wanted: Mapping[str, Any],
    *,
    limit: int = 50,
    cursor: str | None = None,
) -> Page:
    """The JSON of a ``CapacityLine`` for each iteration that is wanted, by when it starts.

    Raises:
        CursorMismatch: The cursor was given out for another question.
        CursorRefused: It is no cursor.
    """
    found = page(connection, ITERATIONS, {"status": OPEN, **wanted}, limit=limit, cursor=cursor)
    return Page([_line(each) for each in found.items], found.next)


@lru_cache(maxsize=512)
def _line(row: bytes) -> bytes:
    """A row of the list as a line: the same row is the same line, and asked for again and again."""
    return msgspec.json.encode(_DECODER.decode(row))


_DECODER = msgspec.json.Decoder(CapacityLine)
