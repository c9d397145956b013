"""How much is asked of whom: a line for each iteration, the open ones if none are named."""

from collections.abc import Mapping
from typing import Any

import msgspec
import sqlalchemy as sa

from domain.iteration.state import Overcommit, Vote
from domain.team.state import OPEN
from domain.team.words import Course
from domain.values import Window
from projections.capacity.listing import ITERATIONS, IterationShown
from projections.keyset import Some
from projections.page import page


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
) -> Some[CapacityLine]:
    """A line for each iteration that is wanted, by product and by when it starts.

    Raises:
        CursorMismatch: The cursor was given out for another question.
        CursorRefused: It is no cursor.
    """
    found = page(connection, ITERATIONS, {"status": OPEN, **wanted}, limit=limit, cursor=cursor)
    return Some([_DECODER.decode(each) for each in found.items], found.next)


_DECODER = msgspec.json.Decoder(CapacityLine)
