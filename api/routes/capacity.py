"""How much is asked of whom, how that came about, and what a team's iterations gave."""

import msgspec
from litestar import Response
from litestar.params import FromPath

from api.answers import Paging
from api.positions import Positions
from api.queries import Paged, Query, read_query, reads
from api.reading import answered, ask, ask_ledger, ask_page
from api.request import ApiRequest
from domain.keys import kind_of, stream_of
from domain.refusal import Unknown
from domain.team.state import OPEN
from domain.team.words import Course
from ledger.ledger import Ledger
from projections.capacity.lines import CapacityLine, lines
from projections.capacity.listing import ITERATIONS, TEAMS
from projections.capacity.told import CapacityTold, told
from projections.capacity.velocity import Velocity, velocity


class CapacityQuery(Paged, frozen=True, kw_only=True):
    """Which iterations: planned and active ones where no state is named.

    ``over`` are those that are too much for the team, or for anyone in it.
    """

    product: str | None = None
    team: tuple[str, ...] = ()
    state: tuple[Course, ...] = ()
    person: tuple[str, ...] = ()
    over: bool | None = None


class CapacityAnswer(msgspec.Struct, frozen=True):
    """A page of iterations, each with what its people can give and are asked for."""

    data: list[CapacityLine]
    page: Paging
    position: int


class ToldAnswer(msgspec.Struct, frozen=True):
    """One iteration with its people and its changes of scope."""

    data: CapacityTold
    position: int


class VelocityAnswer(msgspec.Struct, frozen=True):
    """What a team's iterations gave."""

    data: Velocity
    position: int


@reads("/v1/capacity", CapacityAnswer, CapacityQuery)
async def capacity(request: ApiRequest) -> Response[bytes]:
    """Capacity, load and band of each open iteration, and of each of its people."""
    asked = read_query(request, CapacityQuery)
    wanted = {"status": OPEN, **_wanted(asked)}
    return await ask_page(request, asked, ITERATIONS, wanted, lambda _, rows: lines(rows))


@reads("/v1/iterations/{key:str}/capacity", ToldAnswer)
async def one_capacity(request: ApiRequest, key: FromPath[str]) -> Response[bytes]:
    """One iteration's capacity, and who changed what is to be done in it, when and why."""

    def read(ledger: Ledger) -> CapacityTold:
        entries = ledger.stream(stream_of(key)) if kind_of(key) == "iteration" else []
        if not entries:
            raise Unknown("iteration", key[:50])
        return told(entries)

    found, head = await ask_ledger(request, read_query(request, Query), read)
    return answered(ToldAnswer(found, head), Positions(head, head))


@reads("/v1/teams/{key:str}/velocity", VelocityAnswer)
async def the_velocity(request: ApiRequest, key: FromPath[str]) -> Response[bytes]:
    """What each closed iteration gave per available person-day, and what overrides came to."""
    asked = read_query(request, Query)
    found, at = await ask(request, asked, TEAMS.name, lambda c: velocity(c, key))
    if found is None:
        raise Unknown("team", key[:50])
    return answered(VelocityAnswer(found, at.projection), at)


def _wanted(asked: CapacityQuery) -> dict[str, object]:
    """The list's own filters among those that are given; a state is its status."""
    given = {
        "product": asked.product,
        "status": asked.state,
        "team": asked.team,
        "person": asked.person,
        "over": asked.over,
    }
    return {name: value for name, value in given.items() if value not in (None, ())}


ROUTES = (capacity, one_capacity, the_velocity)
