"""What is known about an iteration."""

from msgspec import Struct

from domain.iteration.facts import Absence, Snapshot
from domain.team.state import OPEN
from domain.team.words import Course, Member, Roster
from domain.values import Window

EMPTY = Roster((), (), (), "points")
"""Before its team said what it can give."""


class Commitment(Struct, frozen=True):
    """What is to be done, how big it is in the team's unit, and by whom."""

    item: str
    points: str
    assignee: str | None = None
    waived: bool = False


class Overcommit(Struct, frozen=True):
    """Which part of the capacity may be committed to, who said so, and why."""

    ratio: str
    by: str
    reason: str


class Vote(Struct, frozen=True):
    """How sure a member is that all of it gets done."""

    person: str
    confidence: int


class Iteration(Struct, frozen=True):
    """An iteration as its facts leave it (domain model §2.8).

    Attributes:
        roster: What its team can give, as the team said it last.
        estimated_points: Its capacity as somebody said it; None when what is available says it.
        began_with: What it was when it was started.
        points_done: In the team's unit, when it was closed.
        person_days_given: By its people, as it was known when it was closed.
    """

    key: str
    team: str
    name: str
    window: Window
    goal: str = ""
    status: Course = "planned"
    roster: Roster = EMPTY
    absences: tuple[Absence, ...] = ()
    estimated_points: str | None = None
    commitments: tuple[Commitment, ...] = ()
    overcommit: Overcommit | None = None
    votes: tuple[Vote, ...] = ()
    began_with: Snapshot | None = None
    done: tuple[str, ...] = ()
    not_done: tuple[str, ...] = ()
    carried_over: tuple[str, ...] = ()
    points_done: str | None = None
    person_days_given: str | None = None


def is_open(iteration: Iteration) -> bool:
    """Whether it is ahead, or goes on."""
    return iteration.status in OPEN


def commitment(iteration: Iteration, item: str) -> Commitment | None:
    """What was said of an item."""
    return next((each for each in iteration.commitments if each.item == item), None)


def memberships(iteration: Iteration, person: str) -> tuple[Member, ...]:
    """The times somebody is in the team while it goes on; none for a stranger."""
    return tuple(each for each in iteration.roster.members if each.person == person)
