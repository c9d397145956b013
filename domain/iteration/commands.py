"""What can be asked of an iteration; each class is a verb, its fields are what it takes."""

from typing import Annotated, ClassVar

from domain.backlog_item.words import Points
from domain.command import Asked, Command, Opening
from domain.iteration.facts import Leave
from domain.team.words import Roster
from domain.values import (
    ItemKey,
    Line,
    Name,
    Person,
    Positive,
    Prose,
    TeamKey,
    Window,
    between,
)

COMPUTED = ("capacity", "load", "ratio", "band", "over", "points_done")
"""What follows from what is said, and is refused when it is sent."""


class Plan(Opening, frozen=True):
    """Let a team work in a window towards a goal; no two of its iterations share a day."""

    team: TeamKey
    name: Line
    window: Window
    goal: Prose = ""
    computed: ClassVar[tuple[str, ...]] = COMPUTED


class PlanAbsence(Command, frozen=True):
    """Say on which days a member is not there."""

    person: Person
    days: Window
    kind: Leave = "vacation"


class CancelAbsence(Command, frozen=True):
    """Let a member be there after all, by the number of the absence."""

    absence: Name


class EstimateCapacity(Command, frozen=True):
    """Say how many points it can take, or say none and let what is available tell."""

    points: Positive | None = None


class Commit(Command, frozen=True):
    """Mean to do a ready item in it: of its estimate, by its assignee, if nothing else is said.

    Needs a reason once the iteration goes on, and to take one that is not called ready (``waive``).
    """

    item: ItemKey
    points: Points | None = None
    assignee: Person | None = None
    waive: bool = False


class Withdraw(Command, frozen=True):
    """Mean to do an item in it no longer; needs a reason once the iteration goes on."""

    item: ItemKey


class Reallocate(Command, frozen=True):
    """Let somebody else do an item; needs a reason when that is more than they can do."""

    item: ItemKey
    assignee: Person


class OverrideCapacity(Command, frozen=True):
    """Allow more than there is: up to a part of the capacity such as 1.2; needs a reason."""

    ratio: Positive


class VoteConfidence(Command, frozen=True):
    """Say how sure you are that all of it gets done, from 1 to 5; or how sure a member is."""

    confidence: Annotated[int, between(1, 5)]
    person: Person | None = None


class Start(Command, frozen=True):
    """Begin it; the team's last one is closed by then."""


class Close(Command, frozen=True):
    """End it: what is not done is carried over, and named.

    What its people really gave is what was available, unless it is said.
    """

    carry: tuple[ItemKey, ...] = ()
    person_days: Positive | None = None


class Cancel(Command, frozen=True):
    """Let it not take place; needs a reason once it goes on."""


class TakeRoster(Asked, frozen=True):
    """Take over what the team can give."""

    roster: Roster


class LetGo(Asked, frozen=True):
    """Do without an item that was dropped."""

    item: ItemKey
