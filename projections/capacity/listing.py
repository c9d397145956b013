"""The lists of teams and of iterations, with the capacity that follows from what is known."""

from decimal import Decimal
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import asdict

from domain.capacity import Band, per_one, total
from domain.iteration.rules import ITERATION
from domain.iteration.standing import Standing, people_of, standing
from domain.iteration.state import Iteration
from domain.team.rules import TEAM
from domain.team.state import Team, pace
from domain.team.words import Course, Unit
from projections.listing import Column, Listing


class TeamShown(Struct, frozen=True):
    """What is computed of a team; all numbers are decimal text.

    Attributes:
        basis: The closed iterations that its pace rests on; none before three of them.
        points_per_day: What a person-day gave in them.
        average_done: What each of them gave: says nothing of who will be there next time.
    """

    basis: tuple[str, ...]
    points_per_day: str | None
    average_done: str | None


class IterationShown(Standing, frozen=True, kw_only=True):
    """What is computed of an iteration: how it stands, and how sure its people are of it.

    Attributes:
        confidence: The mean of the votes, from 1 to 5.
        items: How many items are committed to.
        items_added: How many of them came after the start.
        items_withdrawn: How many it began with that are not among them.
    """

    confidence: str | None
    items: int
    items_added: int
    items_withdrawn: int


def team_shown(state: Team) -> TeamShown:
    """What is shown besides the state."""
    found = pace(state)
    if found is None:
        return TeamShown((), None, None)
    average = per_one(Decimal(found.points_done), Decimal(len(found.basis)))
    return TeamShown(found.basis, found.per_day, average)


def iteration_shown(state: Iteration) -> IterationShown:
    """What is shown besides the state."""
    votes = [Decimal(each.confidence) for each in state.votes]
    now = {each.item for each in state.commitments}
    then = now if state.began_with is None else set(state.began_with.items)
    return IterationShown(
        **asdict(_standing(state)),
        confidence=per_one(total(votes), Decimal(len(votes))) if votes else None,
        items=len(now),
        items_added=len(now - then),
        items_withdrawn=len(then - now),
    )


_standing = lru_cache(maxsize=1)(standing)
"""A row's columns and what is shown in it ask for the same one, one after the other."""


TEAMS = Listing(
    TEAM,
    (
        Column("unit", Unit, lambda each: each.estimate_unit),
        Column("person", tuple[str, ...], lambda each: [m.person for m in each.members]),
    ),
    title=lambda each: each.name,
    shown=team_shown,
    shape=TeamShown,
)

ITERATIONS = Listing(
    ITERATION,
    (
        Column("status", Course, lambda each: each.status),
        Column("team", str, lambda each: each.team),
        Column("starts", str, lambda each: each.window.start, ranges=True),
        Column("ends", str, lambda each: each.window.end, ranges=True),
        Column("band", Band, lambda each: _standing(each).band),
        Column("over", bool, lambda each: _standing(each).over),
        Column("person", tuple[str, ...], people_of),
        Column("item", tuple[str, ...], lambda each: [c.item for c in each.commitments]),
    ),
    title=lambda each: each.name,
    shown=iteration_shown,
    shape=IterationShown,
    order=("starts",),
)
"""``item`` is a key that is committed to; ``over`` is too much for the team or for anyone."""
