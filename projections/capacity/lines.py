"""How much is asked of whom: a line for each iteration."""

from collections.abc import Iterable
from functools import lru_cache

import msgspec

from domain.iteration.state import Overcommit, Vote
from domain.team.words import Course
from domain.values import Window
from projections.capacity.listing import IterationShown


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


def lines(rows: Iterable[bytes]) -> list[bytes]:
    """The JSON of a ``CapacityLine`` for each row of the list of iterations."""
    return [_line(each) for each in rows]


@lru_cache(maxsize=512)
def _line(row: bytes) -> bytes:
    """A row of the list as a line: the same row is the same line, and asked for again and again."""
    return msgspec.json.encode(_DECODER.decode(row))


_DECODER = msgspec.json.Decoder(CapacityLine)
