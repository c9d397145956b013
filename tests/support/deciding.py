"""Rules as examples: ``given(ITEM, *facts).when(command).then(*facts)``.

Every command answers three questions: what happens, what is refused, and when it stays quiet.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import reduce
from typing import Any, TypedDict
from uuid import UUID

from domain.decider import Decider, Outcome
from domain.evidence.state import Evidence
from domain.fact import Actor, Fact, Origin, Ref
from domain.keys import key_of, kind_of
from domain.product.state import Product
from domain.refusal import DomainError

ADA = Actor(id="ada", display="Ada", kind="human")
NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)
NONSENSE: Any = "nonsense"  # a word that is none of those that may be said


SAID = Evidence("ACME-E1", "feedback", "2026-01-01", "Exports are slow")


class Why(TypedDict):
    """What a governed change needs, as ``when`` takes it: a reason, and the keys of its causes."""

    reason: str
    because: Sequence[str]


class Around:
    """The plan around a thing: states by key, ``ACME`` and its evidence ``ACME-E1`` among them."""

    def __init__(self, states: dict[str, Any] | None = None, head: int = 7) -> None:
        self.position = head
        self.states = {"ACME": Product("ACME", "Acme Notes"), "ACME-E1": SAID, **(states or {})}

    def find(self, key: str) -> Any:
        return self.states.get(key)

    def next_key(self, product: str, kind: str) -> str:
        taken = (number for number in range(1, 999) if key_of(product, kind, number) in self.states)
        return key_of(product, kind, max(taken, default=0) + 1)

    def head(self) -> int:
        return self.position


def origin(reason: str | None = None, because: Sequence[str] = ()) -> Origin:
    """Ada at noon, with her reason and its causes if she gives any."""
    return Origin(
        actor=ADA,
        source="human",
        occurred_at=NOON,
        correlation_id=UUID(int=9),
        reason=reason,
        because_of=tuple(Ref(kind_of(each) or "", each) for each in because),
    )


def fold(decider: Decider[Any, Any], facts: Sequence[Fact]) -> Any:
    """The state that the facts leave."""
    return reduce(decider.evolve, facts, None)


def facts_of(outcome: Iterable[Outcome]) -> list[Fact]:
    """The facts among what was decided: what is asked of others is left out."""
    return [each for each in outcome if isinstance(each, Fact)]


@dataclass(frozen=True)
class Answer:
    """What a command was answered with: facts, or an error."""

    facts: Sequence[Outcome] = ()
    error: DomainError | None = None

    def then(self, *facts: Outcome) -> None:
        """The command is answered with exactly these facts, and asks of other things."""
        assert self.error is None, f"refused: {self.error!r}"
        assert list(self.facts) == list(facts)

    def then_nothing(self) -> None:
        """What was asked for is already so."""
        self.then()

    def then_refused(self, code: str, field: str | None = None) -> DomainError:
        """The command is turned down with ``code``, because of ``field``."""
        assert self.error is not None, f"not refused, but answered with {self.facts}"
        codes = {self.error.code, *(each.code for each in self.error.fields)}
        assert code in codes, f"refused with {codes}: {self.error}"
        if field is not None:
            assert field in {each.field for each in self.error.fields}
        return self.error

    def then_refused_for(self, *fields: str) -> DomainError:
        """The command is turned down because of these fields, in this order, and no others."""
        assert self.error is not None, f"not refused, but answered with {self.facts}"
        assert [each.field for each in self.error.fields] == list(fields)
        return self.error


@dataclass(frozen=True)
class Given:
    """A stream with these facts."""

    decider: Decider[Any, Any]
    facts: Sequence[Fact]
    around: Around

    def when(
        self, command: object, reason: str | None = None, because: Sequence[str] = ()
    ) -> Answer:
        """Ask the stream for something, because of the things with these keys."""
        state = fold(self.decider, self.facts)
        asked = origin(reason, because)
        try:
            return Answer(self.decider.decide(state, command, asked, self.around))
        except DomainError as error:
            return Answer(error=error)


def given(decider: Decider[Any, Any], *facts: Fact, around: dict[str, Any] | None = None) -> Given:
    """Start with a stream that holds ``facts``, in a plan that holds ``around`` by key."""
    return Given(decider, facts, Around(around))
