"""How an actor's run ends: always in one of these, never in silence."""

from datetime import datetime

from msgspec import Struct


class Done(Struct, frozen=True):
    """Something was changed; ``calls`` went to the tracker."""

    facts: int = 0
    calls: int = 0


class Nothing(Struct, frozen=True):
    """There was nothing to do, or somebody else is doing it."""

    why: str = ""


class Later(Struct, frozen=True):
    """It is tried again at ``at``."""

    at: datetime
    reason: str


class Parked(Struct, frozen=True):
    """A person has to look."""

    reason: str


Outcome = Done | Nothing | Later | Parked
