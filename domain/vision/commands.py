"""What can be asked of a vision; each class is a verb, its fields are what it takes."""

from typing import Annotated, Literal

from msgspec import UNSET, Meta, UnsetType

from domain.command import Command, Opening
from domain.values import AnyKey, Line, Name, Prose, between
from domain.vision.facts import Positioning, TargetUser

Users = Annotated[tuple[TargetUser, ...], Meta(extra={"asked_as": "user"})]
Years = Annotated[int, between(1, 10)]
Principles = Annotated[tuple[Line, ...], Meta(extra={"asked_as": "principle"})]
NonGoals = Annotated[tuple[Line, ...], Meta(extra={"asked_as": "non_goal"})]


class Draft(Opening, frozen=True):
    """Write down the first vision: who it is for, what the company wants, where it will be."""

    target_users: Users = ()
    company_goal: Prose = ""
    future_statement: Prose = ""
    horizon_years: Years = 5
    positioning: Positioning | None = None
    principles: Principles = ()
    non_goals: NonGoals = ()


class Revise(Command, frozen=True):
    """Let the draft say something else; after a published version this opens the next draft."""

    target_users: Users | UnsetType = UNSET
    company_goal: Prose | UnsetType = UNSET
    future_statement: Prose | UnsetType = UNSET
    horizon_years: Years | UnsetType = UNSET
    positioning: Positioning | UnsetType | None = UNSET
    principles: Principles | UnsetType = UNSET
    non_goals: NonGoals | UnsetType = UNSET


class AddAssumption(Command, frozen=True):
    """Name something that the vision rests on and that nobody knows yet."""

    text: Line


class JudgeAssumption(Command, frozen=True):
    """Say what the evidence makes of an assumption; evidence is the key of anything in the plan."""

    assumption: Name
    status: Literal["validated", "invalidated"]
    evidence: tuple[AnyKey, ...] = ()  # the rule says that some is needed, with an example


class AttachEvidence(Command, frozen=True):
    """Point to something in the plan that speaks for the vision as a whole, or against it."""

    evidence: AnyKey


class Publish(Command, frozen=True):
    """Let the draft stand as the next version, for good; needs a reason and its cause."""


class AbandonDraft(Command, frozen=True):
    """Drop the draft; what was published before it stands."""
