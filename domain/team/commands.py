"""What can be asked of a team; each class is a verb, its fields are what it takes."""

from typing import Annotated

from msgspec import UNSET, Meta, UnsetType

from domain.capacity import Weekday
from domain.command import Asked, Command, Opening
from domain.team.words import (
    MON_TO_FRI,
    FocusFactor,
    Fte,
    HoursPerDay,
    Member,
    Outcome,
    Unit,
)
from domain.values import Day, IterationKey, Line, Name, Person, Window


class Form(Opening, frozen=True):
    """Let people work together; needs a reason when it takes more than all of somebody."""

    name: Line
    members: Annotated[tuple[Member, ...], Meta(extra={"asked_as": "member"})] = ()
    working_days: tuple[Weekday, ...] = MON_TO_FRI
    estimate_unit: Unit = "points"


class AddMember(Command, frozen=True):
    """Take somebody in; needs a reason when it takes more than all of them."""

    person: Person
    fte: Fte = "1"
    role: Line | None = None
    skills: tuple[Name, ...] = ()
    hours_per_day: HoursPerDay = "8"
    focus_factor: FocusFactor = "0.7"
    since: Day | None = None
    until: Day | None = None


class ChangeMember(Command, frozen=True):
    """Let a member be there otherwise; needs a reason when it takes more than all of them."""

    person: Person
    fte: Fte | UnsetType = UNSET
    role: Line | UnsetType | None = UNSET
    skills: tuple[Name, ...] | UnsetType = UNSET
    hours_per_day: HoursPerDay | UnsetType = UNSET
    focus_factor: FocusFactor | UnsetType = UNSET
    since: Day | UnsetType | None = UNSET
    until: Day | UnsetType | None = UNSET


class RemoveMember(Command, frozen=True):
    """Let somebody leave after a last day, today if none is said."""

    person: Person
    until: Day | None = None


class AddHoliday(Command, frozen=True):
    """Say on which day nobody works."""

    day: Day
    name: Line


class Book(Asked, frozen=True):
    """Take an iteration into the calendar, where no other one has its days."""

    iteration: IterationKey
    window: Window


class Begin(Asked, frozen=True):
    """Work on an iteration, and on no other one."""

    iteration: IterationKey


class Conclude(Asked, frozen=True):
    """Keep what came of an iteration."""

    iteration: IterationKey
    outcome: Outcome


class Free(Asked, frozen=True):
    """Give the days of a cancelled iteration back."""

    iteration: IterationKey
