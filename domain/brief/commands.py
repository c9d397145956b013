"""What can be asked of a brief; each class is a verb, its fields are what it takes."""

from typing import Annotated

from msgspec import UNSET, Meta, UnsetType, field

from domain.brief.words import Audience, Dates, Glossary, Objection
from domain.command import Command, Opening
from domain.values import Line, Name, Person, ReleaseKey, RoadmapKey, Said

Items = Annotated[tuple[RoadmapKey, ...], Meta(extra={"asked_as": "item"})]
Points = Annotated[tuple[Said, ...], Meta(extra={"asked_as": "value_point"})]
Objections = Annotated[tuple[Objection, ...], Meta(extra={"asked_as": "objection"})]
ProofKey = Annotated[str, Meta(extra={"to": ("evidence", "metric")}, examples=["ACME-E88"])]


class Draft(Opening, frozen=True):
    """Tell an audience of some items, or of what comes out with a release, in plain words.

    What is not said is written from the plan; dates are as exact as the audience may have them.
    """

    audience: Audience
    title: Line | None = None
    items: Items = ()
    release: ReleaseKey | None = None
    owner: Person | None = None
    dates: Dates | None = None
    headline: Line | None = None
    summary: Said | None = None
    value_points: Points = ()
    objections: Objections = ()
    proof: tuple[ProofKey, ...] = ()
    glossary: Glossary = field(default_factory=dict)


class Edit(Command, frozen=True):
    """Let the draft say something else; after a published version this opens the next draft."""

    title: Line | UnsetType = UNSET
    owner: Person | UnsetType = UNSET
    headline: Line | UnsetType = UNSET
    summary: Said | UnsetType = UNSET
    value_points: Points | UnsetType = UNSET
    objections: Objections | UnsetType = UNSET
    proof: tuple[ProofKey, ...] | UnsetType = UNSET
    dates: Dates | UnsetType = UNSET
    glossary: Glossary | UnsetType = UNSET
    items: Items | UnsetType = UNSET


class Refresh(Command, frozen=True):
    """Hold it against the plan as it stands now; what people wrote themselves stays."""


class Publish(Command, frozen=True):
    """Let the draft stand as the next version, for good; what it says of dates is a promise."""


class Share(Command, frozen=True):
    """Note that an account or a channel was given the newest published version."""

    to: Name
    via: Name | None = None


class Withdraw(Command, frozen=True):
    """Give it to nobody any more; what it promised was said all the same."""
