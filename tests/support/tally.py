"""A tiny aggregate for the ledger's own tests: it counts, and holds no more than its limit."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

from msgspec import Struct

from domain.claim import NameClaimed, NameReleased
from domain.decider import Decider
from domain.fact import Actor, Fact, Origin
from domain.plan import NOWHERE, Plan
from domain.refusal import Refused


class Counted(Fact, frozen=True, tag="tally.counted"):
    """So many were added."""

    by: int


class Total(Struct, frozen=True):
    """What the tally stands at."""

    total: int = 0


class Count(Struct, frozen=True):
    """Add ``by``; nothing happens for zero, and a total beyond ``limit`` is refused."""

    by: int = 1
    limit: int = 1_000_000


def decide(
    state: Total | None, command: Count, _origin: Origin, _around: Plan = NOWHERE
) -> list[Fact]:
    total = (state or Total()).total + command.by
    if total > command.limit:
        raise Refused("over-limit", f"{total} is more than {command.limit}.")
    return [Counted(command.by)] if command.by else []


def evolve(state: Total | None, fact: Fact) -> Total:
    if not isinstance(fact, Counted):
        msg = f"not a fact of a tally: {fact}"
        raise TypeError(msg)
    return Total((state or Total()).total + fact.by)


TALLY: Decider[Total, Count] = Decider(kind="tally", decide=decide, evolve=evolve, state=Total)

FACTS: dict[str, type[Fact]] = {
    "tally.counted": Counted,
    "name.claimed": NameClaimed,
    "name.released": NameReleased,
}


def an_origin(
    *, source_ref: str | None = None, at: datetime = datetime(2026, 1, 1, tzinfo=UTC)
) -> Origin:
    actor = Actor(id="u1", display="Ada", kind="human")
    return Origin(actor, "api", at, UUID(int=7), source_ref=source_ref)


def a_stream() -> UUID:
    return uuid4()
