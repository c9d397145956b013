"""Values that teams and their iterations are made of, and what each accepts."""

from decimal import Decimal
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

from domain.capacity import Weekday, per_one
from domain.refusal import FieldError
from domain.text import Wrong
from domain.values import Day, Line, Name, Person, Positive, Window, decimal_of

Unit = Literal["points", "hours"]
"""What a team sizes its work in."""
Course = Literal["planned", "active", "closed", "cancelled"]
"""How far an iteration is."""
MON_TO_FRI: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri")


def _within(least: str, most: str, *, least_too: bool) -> Meta:
    """Decimal text from ``least`` to ``most``; the least itself only when it is meant too."""
    low, high = Decimal(least), Decimal(most)
    words = f"{least} to {most}" if least_too else f"more than {least}, up to {most}"

    def check(field: str, value: str) -> Wrong:
        found = decimal_of(value)
        if found is not None and low <= found <= high and (least_too or found > low):
            return []
        message = f"{field} is {value[:50]!r}; accepted is {words}."
        return [FieldError(field, "out-of-range", message, value[:50])]

    schema: dict[str, Any] = {"format": "decimal"}
    return Meta(extra={"check": check}, extra_json_schema=schema, examples=[most, "0.5"])


Fte = Annotated[str, _within("0", "1", least_too=False)]
"""Which part of a person it is: 1 is a whole one."""
HoursPerDay = Annotated[str, _within("0", "24", least_too=False)]
FocusFactor = Annotated[str, _within("0.1", "1", least_too=True)]
"""Which part of the hours goes into what is planned."""


class Member(Struct, frozen=True, omit_defaults=True):
    """Somebody in a team; on the command line ``ana``, ``ana 0.5`` or ``ana 0.5 developer``.

    Attributes:
        since: The first day; None for as long as the team is there.
        until: The last day; None for as long as the team will be there.
    """

    person: Person
    fte: Fte = "1"
    role: Line | None = None
    skills: tuple[Name, ...] = ()
    hours_per_day: HoursPerDay = "8"
    focus_factor: FocusFactor = "0.7"
    since: Day | None = None
    until: Day | None = None

    def wrong(self, field: str) -> Wrong:
        """The last day is not before the first one."""
        if self.since is None or self.until is None or self.since <= self.until:
            return []
        name = f"{field}.until".lstrip(".")
        message = f"{name} is {self.until}, before it begins on {self.since}."
        return [FieldError(name, "ends-before-start", message, self.until)]

    @staticmethod
    def read(said: str) -> "Member":
        """A member as people write one."""
        person, _, rest = said.strip().partition(" ")
        fte, _, role = rest.strip().partition(" ")
        return Member(person, fte or "1", role.strip() or None)


class Holiday(Struct, frozen=True):
    """A day on which nobody of a team works."""

    day: Day
    name: Line


class Pace(Struct, frozen=True):
    """What was done in so many person-days; together they say how much one person-day gives.

    Attributes:
        basis: The keys of the closed iterations that it rests on, three to five.
    """

    basis: tuple[Name, ...]
    points_done: Positive
    person_days: Positive

    @property
    def per_day(self) -> str:
        """What one person-day gives, in hundredths."""
        return per_one(Decimal(self.points_done), Decimal(self.person_days))


class Roster(Struct, frozen=True, omit_defaults=True):
    """What a team can give to an iteration: who is there on its days, and at which pace.

    Attributes:
        pace: None before three iterations of the team are closed.
    """

    members: tuple[Member, ...]
    working_days: tuple[Weekday, ...]
    holidays: tuple[Holiday, ...]
    unit: Unit
    pace: Pace | None = None


class Outcome(Struct, frozen=True, omit_defaults=True):
    """What came of an iteration, in its team's unit.

    Attributes:
        promised: What was committed to when it began.
        points_done: What of all that was committed to is done.
        person_days: What its people really gave.
        carried: How many items were not done and go on.
        overridden: The part of the capacity that somebody allowed; None when nobody had to.
    """

    promised: Positive
    points_done: Positive
    person_days: Positive
    carried: int = 0
    overridden: Positive | None = None


class Booking(Struct, frozen=True, omit_defaults=True):
    """An iteration in a team's calendar."""

    key: str
    window: Window
    status: Course = "planned"
    outcome: Outcome | None = None
