"""The shape every aggregate's rules have."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from msgspec import Struct

from domain.fact import Fact, Origin
from domain.plan import Plan

State = TypeVar("State")
Command = TypeVar("Command")
State_contra = TypeVar("State_contra", contravariant=True)
Command_contra = TypeVar("Command_contra", contravariant=True)


class Ask(Struct, frozen=True):
    """What a rule asks of another thing of the plan, in the same save.

    Attributes:
        key: Of the other thing, which may be new; or a name to be claimed or given back.
        command: What is asked; it is decided on by the other thing's own rules.
    """

    key: str
    command: Any


Outcome = Fact | Ask


class Governed(list[Outcome]):
    """What a governed change comes to: its rule asked for a reason, and the log remembers that."""


class Decide(Protocol[State_contra, Command_contra]):
    """``(state | None, command, origin, plan) -> facts``, and what is asked of others."""

    def __call__(
        self, state: State_contra | None, command: Command_contra, origin: Origin, plan: Plan, /
    ) -> Sequence[Outcome]:
        """Answer a command; raises ``DomainError``."""
        ...


@dataclass(frozen=True)
class Decider(Generic[State, Command]):
    """An aggregate's rules as two pure functions.

    Attributes:
        kind: The stream's kind, such as ``item``; permanent.
        decide: Answers a command; nothing follows when what is asked for is already so. A state of
            ``None`` is a stream that does not exist yet.
        evolve: ``(state | None, fact) -> state``; total over the aggregate's facts.
        state: What is known about one; a snapshot is read back as this.
    """

    kind: str
    decide: Decide[State, Command]
    evolve: Callable[[State | None, Fact], State]
    state: type[State]
