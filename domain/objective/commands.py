"""What can be asked of an objective; each class is a verb, its fields are what it takes."""

from typing import Annotated

from msgspec import field

from domain.command import Command, Opening
from domain.objective.facts import Direction, Outcome
from domain.values import (
    Chance,
    Day,
    Line,
    Name,
    Number,
    Person,
    Positive,
    Prose,
    Said,
    Window,
    between,
)


class Draft(Opening, frozen=True):
    """Write down what is to be reached in a period."""

    title: Line
    period: Window
    owner: Person
    vision_version: Annotated[int, between(1, 10_000)] | None = None


class AddKeyResult(Command, frozen=True):
    """Say how one would know: a metric that goes from ``baseline`` to ``target`` by a day."""

    metric: Line
    baseline: Number
    target: Number
    due: Day
    weight: Positive = "1"
    direction: Direction | None = None


class Retarget(Command, frozen=True):
    """Let a key result aim elsewhere; needs a reason once the objective counts."""

    key_result: Name
    target: Number


class CheckIn(Command, frozen=True):
    """Say how it stands: confidence from 0 to 1, and what was measured by key result."""

    confidence: Chance
    note: Prose = ""
    actuals: dict[str, Number] = field(default_factory=dict)


class Activate(Command, frozen=True):
    """Let it count; it has 1 to 5 key results."""


class HandOver(Command, frozen=True):
    """Let somebody else look after it."""

    owner: Person


class Close(Command, frozen=True):
    """End it, and say what was learnt."""

    outcome: Outcome
    learning: Said
