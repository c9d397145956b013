"""Rules as examples: ``given(ITEM, *facts).when(command).then(*facts)``.

Every command answers three questions: what happens, what is refused, and when it stays quiet.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import reduce
from typing import Any
from uuid import UUID

from domain.decider import Decider
from domain.fact import Actor, Fact, Origin
from domain.refusal import DomainError

ADA = Actor(id="ada", display="Ada", kind="human")
NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)


def origin(reason: str | None = None) -> Origin:
    """Ada at noon, with her reason if she gives one."""
    return Origin(
        actor=ADA,
        source="human",
        occurred_at=NOON,
        correlation_id=UUID(int=9),
        reason=reason,
    )


def fold(decider: Decider[Any, Any], facts: Sequence[Fact]) -> Any:
    """The state that the facts leave."""
    return reduce(decider.evolve, facts, None)


@dataclass(frozen=True)
class Answer:
    """What a command was answered with: facts, or an error."""

    facts: Sequence[Fact] = ()
    error: DomainError | None = None

    def then(self, *facts: Fact) -> None:
        """The command is answered with exactly these facts."""
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


@dataclass(frozen=True)
class Given:
    """A stream with these facts."""

    decider: Decider[Any, Any]
    facts: Sequence[Fact]

    def when(self, command: object, reason: str | None = None) -> Answer:
        """Ask the stream for something."""
        state = fold(self.decider, self.facts)
        try:
            return Answer(self.decider.decide(state, command, origin(reason)))
        except DomainError as error:
            return Answer(error=error)


def given(decider: Decider[Any, Any], *facts: Fact) -> Given:
    """Start with a stream that holds ``facts``."""
    return Given(decider, facts)
