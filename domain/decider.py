"""The shape every aggregate's rules have."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from domain.fact import Fact, Origin

State = TypeVar("State")
Command = TypeVar("Command")


@dataclass(frozen=True)
class Decider(Generic[State, Command]):
    """An aggregate's rules as two pure functions.

    Attributes:
        kind: The stream's kind, such as ``item``; permanent.
        decide: ``(state | None, command, origin) -> facts``; raises ``DomainError``; no facts when
            what is asked for is already so. ``None`` is a stream that does not exist yet.
        evolve: ``(state | None, fact) -> state``; total over the aggregate's facts.
    """

    kind: str
    decide: Callable[[State | None, Command, Origin], Sequence[Fact]]
    evolve: Callable[[State | None, Fact], State]
