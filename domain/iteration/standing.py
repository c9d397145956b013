"""What an iteration's people can give, what is asked of them, and by how much that is too much."""

from decimal import Decimal
from typing import Literal

from msgspec import Struct

from domain import capacity
from domain.capacity import Band, in_hundredths
from domain.iteration.state import Iteration
from domain.team.words import Member, Unit
from domain.values import Window

Method = Literal["availability", "estimate"]


class PersonStanding(Struct, frozen=True):
    """What one person can give and is asked for; all numbers are decimal text.

    Attributes:
        days: Working days on which they are there.
        capacity: In the team's unit; None while nobody knows how many points a day gives.
        ratio: Load by capacity.
    """

    person: str
    days: int
    person_days: str
    hours: str
    capacity: str | None
    load: str
    ratio: str | None
    band: Band | None


class Standing(Struct, frozen=True):
    """What all of them can give and are asked for; all numbers are decimal text.

    Attributes:
        points: None while fewer than three iterations are closed and nobody said a number.
        method: Whether what is available says it, or somebody did; None while nobody knows.
        basis: The closed iterations that the points rest on.
        points_per_day: What a person-day gave in them.
        capacity: In the team's ``unit``.
        unassigned: The part of the load that nobody is to do yet.
        over: Whether it is too much for the team, or for anyone in it.
    """

    unit: Unit
    person_days: str
    hours: str
    points: str | None
    method: Method | None
    basis: tuple[str, ...]
    points_per_day: str | None
    capacity: str | None
    load: str
    unassigned: str
    ratio: str | None
    band: Band | None
    over: bool
    people: tuple[PersonStanding, ...]


class Given(Struct, frozen=True):
    """What somebody, or all of them, can give, exactly."""

    days: int
    person_days: Decimal
    hours: Decimal


def standing(iteration: Iteration) -> Standing:
    """How an iteration stands."""
    given = available(iteration)
    days = capacity.total(each.person_days for each in given.values())
    hours = capacity.total(each.hours for each in given.values())
    points, can = points_of(iteration, days), capacity_of(iteration, days, hours)
    load = load_of(iteration)
    people = tuple(_person(iteration, each, given, days) for each in people_of(iteration))
    pace = iteration.roster.pace
    is_estimated = iteration.estimated_points is not None
    return Standing(
        unit=iteration.roster.unit,
        person_days=in_hundredths(days),
        hours=in_hundredths(hours),
        points=None if points is None else in_hundredths(points),
        method=_method(iteration),
        basis=pace.basis if pace is not None and not is_estimated else (),
        points_per_day=None if pace is None else pace.per_day,
        capacity=None if can is None else in_hundredths(can),
        load=in_hundredths(load),
        unassigned=in_hundredths(load_of(iteration, None)),
        ratio=None if can is None else capacity.text(capacity.ratio(load, can)),
        band=None if can is None else capacity.band(load, can),
        over=(can is not None and load > can) or any(each.band == "over" for each in people),
        people=people,
    )


def available(iteration: Iteration) -> dict[str, Given]:
    """What each person can give, by name, in the order of the roster."""
    roster = iteration.roster
    days = capacity.workdays(
        iteration.window, roster.working_days, (each.day for each in roster.holidays)
    )
    found: dict[str, Given] = {}
    for member in roster.members:
        there = capacity.days_there(
            days, member.since, member.until, _absences(iteration, member.person)
        )
        before = found.get(member.person, Given(0, Decimal(0), Decimal(0)))
        found[member.person] = _and(before, there, member)
    return found


def people_of(iteration: Iteration) -> tuple[str, ...]:
    """Everybody who is there, and whoever is to do something without being there."""
    members = (each.person for each in iteration.roster.members)
    assignees = (each.assignee for each in iteration.commitments if each.assignee is not None)
    return tuple(dict.fromkeys((*members, *assignees)))


def load_of(iteration: Iteration, *of: str | None) -> Decimal:
    """What is committed to, by some people if any are named; None is nobody yet."""
    wanted = (each for each in iteration.commitments if not of or each.assignee in of)
    return capacity.total(Decimal(each.points) for each in wanted)


def capacity_of(iteration: Iteration, days: Decimal, hours: Decimal) -> Decimal | None:
    """The capacity in the team's unit, in hundredths; None while it is unknown."""
    if iteration.roster.unit == "hours":
        return capacity.rounded(hours)
    points = points_of(iteration, days)
    return None if points is None else capacity.rounded(points)


def points_of(iteration: Iteration, days: Decimal) -> Decimal | None:
    """As many points as somebody said, or as so many person-days give at the team's pace."""
    if iteration.estimated_points is not None:
        return Decimal(iteration.estimated_points)
    pace = iteration.roster.pace
    if pace is None:
        return None
    return capacity.in_proportion(Decimal(pace.points_done), days, Decimal(pace.person_days))


def share_of(iteration: Iteration, given: Given, days: Decimal) -> Decimal | None:
    """A person's part of the capacity, by their part of all ``days``."""
    if iteration.roster.unit == "hours":
        return capacity.rounded(given.hours)
    points = points_of(iteration, days)
    if points is None:
        return None
    return capacity.rounded(capacity.in_proportion(points, given.person_days, days))


def _method(iteration: Iteration) -> Method | None:
    if iteration.roster.unit == "points" and iteration.estimated_points is not None:
        return "estimate"
    is_known = iteration.roster.unit == "hours" or iteration.roster.pace is not None
    return "availability" if is_known else None


def _absences(iteration: Iteration, person: str) -> list[Window]:
    found = (each for each in iteration.absences if each.person == person)
    return [each.days for each in found if not each.cancelled]


def _and(before: Given, there: int, member: Member) -> Given:
    """What a person can give with one more membership of theirs."""
    days = capacity.person_days(there, member.fte)
    hours = capacity.hours(days, member.hours_per_day, member.focus_factor)
    return Given(
        before.days + there,
        capacity.total((before.person_days, days)),
        capacity.total((before.hours, hours)),
    )


def _person(
    iteration: Iteration, person: str, given: dict[str, Given], days: Decimal
) -> PersonStanding:
    own = given.get(person, Given(0, Decimal(0), Decimal(0)))
    can, load = share_of(iteration, own, days), load_of(iteration, person)
    return PersonStanding(
        person,
        own.days,
        in_hundredths(own.person_days),
        in_hundredths(own.hours),
        None if can is None else capacity.text(can),
        in_hundredths(load),
        None if can is None else capacity.text(capacity.ratio(load, can)),
        None if can is None else capacity.band(load, can),
    )
