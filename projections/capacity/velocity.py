"""What a team's iterations gave, per person-day that was available, and what the next ones will."""

from decimal import Decimal

import msgspec
import sqlalchemy as sa
from msgspec import Struct

from domain.capacity import per_one
from domain.team.state import Team, closed
from domain.team.words import Booking, Unit
from domain.values import Window
from projections.capacity.listing import TEAMS, team_shown
from projections.page import one


class Ended(Struct, frozen=True):
    """A closed iteration; all numbers are decimal text, in the team's unit.

    Attributes:
        points_per_day: None when nobody was there.
        overridden: The part of the capacity that somebody allowed; None when nobody had to.
    """

    key: str
    window: Window
    promised: str
    points_done: str
    person_days: str
    points_per_day: str | None
    carried: int
    overridden: str | None


class Overrides(Struct, frozen=True):
    """What came of allowing more than there was: how many did, and how many left something over.

    Attributes:
        carried: Of those that were overridden.
        carried_without: Of all others.
    """

    iterations: int
    carried: int
    others: int
    carried_without: int


class Velocity(Struct, frozen=True):
    """A team's velocity.

    Attributes:
        basis: The closed iterations that its pace rests on; none before three of them.
        points_per_day: What a person-day gave in them.
        average_done: What each of them gave: says nothing of who will be there next time.
        ended: Oldest first.
    """

    team: str
    name: str
    unit: Unit
    basis: tuple[str, ...]
    points_per_day: str | None
    average_done: str | None
    overrides: Overrides
    ended: tuple[Ended, ...]


def velocity(connection: sa.Connection, key: str) -> Velocity | None:
    """A team's velocity; None when there is no such team."""
    packed = one(connection, TEAMS, key)
    return None if packed is None else velocity_of(_DECODER.decode(packed))


def velocity_of(team: Team) -> Velocity:
    """What a team's calendar tells."""
    shown = team_shown(team)
    ended = tuple(_ended(each) for each in closed(team))
    over = [each for each in ended if each.overridden is not None]
    others = [each for each in ended if each.overridden is None]
    overrides = Overrides(
        len(over),
        sum(each.carried > 0 for each in over),
        len(others),
        sum(each.carried > 0 for each in others),
    )
    return Velocity(
        team.key,
        team.name,
        team.estimate_unit,
        shown.basis,
        shown.points_per_day,
        shown.average_done,
        overrides,
        ended,
    )


def _ended(booking: Booking) -> Ended:
    came = booking.outcome
    assert came is not None  # noqa: S101  # a closed one has an outcome
    done, days = Decimal(came.points_done), Decimal(came.person_days)
    return Ended(
        booking.key,
        booking.window,
        came.promised,
        came.points_done,
        came.person_days,
        per_one(done, days) if days else None,
        came.carried,
        came.overridden,
    )


_DECODER = msgspec.json.Decoder(Team)
