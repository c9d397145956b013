"""What is known about a team, and what follows from it for its iterations."""

from decimal import Decimal

from msgspec import Struct

from domain import capacity
from domain.capacity import Weekday
from domain.team.words import MON_TO_FRI, Booking, Holiday, Member, Pace, Roster, Unit
from domain.values import Window

OPEN = ("planned", "active")


class Team(Struct, frozen=True):
    """A team as its facts leave it (domain model §2.8).

    Attributes:
        members: Those who left keep their place, with a last day.
        iterations: Its calendar, in the order in which they were planned.
    """

    key: str
    name: str
    members: tuple[Member, ...] = ()
    working_days: tuple[Weekday, ...] = MON_TO_FRI
    estimate_unit: Unit = "points"
    holidays: tuple[Holiday, ...] = ()
    iterations: tuple[Booking, ...] = ()


def closed(team: Team) -> tuple[Booking, ...]:
    """The iterations that ended, the newest last."""
    found = (each for each in team.iterations if each.status == "closed")
    return tuple(sorted(found, key=lambda each: each.window.end))


def pace(team: Team) -> Pace | None:
    """What the last three to five iterations gave per person-day; None while there are fewer."""
    counted = [
        (each.key, each.outcome)
        for each in closed(team)
        if each.outcome is not None and Decimal(each.outcome.person_days)
    ][-capacity.MOST_BASIS :]
    if len(counted) < capacity.LEAST_BASIS:
        return None
    done = capacity.total(Decimal(outcome.points_done) for _, outcome in counted)
    days = capacity.total(Decimal(outcome.person_days) for _, outcome in counted)
    return Pace(tuple(key for key, _ in counted), capacity.text(done), capacity.text(days))


def roster(team: Team, window: Window) -> Roster:
    """What the team can give within a window."""
    members = (each for each in team.members if capacity.overlaps(window, each.since, each.until))
    holidays = (each for each in team.holidays if window.start <= each.day <= window.end)
    return Roster(
        tuple(members), team.working_days, tuple(holidays), team.estimate_unit, pace(team)
    )


def member(team: Team, person: str) -> Member | None:
    """Somebody's newest membership."""
    return next((each for each in reversed(team.members) if each.person == person), None)
