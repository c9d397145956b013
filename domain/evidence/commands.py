"""What can be asked of evidence; each class is a verb, its fields are what it takes."""

from typing import Annotated

from msgspec import UNSET, Meta, UnsetType

from domain import keys, text
from domain.command import Asked, Command, Opening
from domain.evidence.facts import (
    Channel,
    Importance,
    Sentiment,
    Strength,
    Tier,
    Topic,
    Trend,
    Voice,
    Weight,
)
from domain.evidence.facts import (
    Link as Tied,
)
from domain.personal import SealedName, SealedText
from domain.text import Wrong
from domain.values import (
    AnyKey,
    Chance,
    Day,
    EvidenceKey,
    Line,
    Money,
    Name,
    Person,
    Prose,
    Url,
)

SUMMARY_LIMIT = 500


def _summary(field: str, value: str) -> Wrong:
    return text.prose(field, value, SUMMARY_LIMIT)


def _said_summary(field: str, value: str) -> Wrong:
    return text.said(field, value, SUMMARY_LIMIT)


_SCHEMA = {"maxLength": SUMMARY_LIMIT}
Summary = Annotated[str, Meta(extra_json_schema=_SCHEMA, extra={"check": _summary})]
SaidSummary = Annotated[str, Meta(extra_json_schema=_SCHEMA, extra={"check": _said_summary})]


class CaptureFeedback(Opening, frozen=True):
    """Keep what a customer or a prospect said: in short, in their own words, or both.

    ``account`` is their company; ``contact`` is who it was, kept as ``verbatim`` under a key that
    can be destroyed. The same ``external_id`` from the same channel again is the same feedback.
    """

    summary: Summary = ""
    verbatim: SealedText | None = None
    channel: Channel = "other"
    contact: SealedName | None = None
    account: Line | None = None
    segment: Name | None = None
    tier: Tier = "standard"
    persona: Name | None = None
    prospect: bool = False
    sentiment: Sentiment | None = None
    importance: Importance | None = None
    deal_value: Money | None = None
    occurred_on: Day | None = None
    url: Url | None = None
    external_id: Line | None = None

    def claimed(self) -> str | None:
        """What it goes by in the channel that it came from."""
        if self.external_id is None:
            return None
        return f"feedback:{keys.product_of(self.key)}:{self.channel}:{self.external_id}"


class RecordMarketSignal(Opening, frozen=True):
    """Keep what happens in the market: where it is to be read, how strong and how sure it is."""

    summary: SaidSummary
    topic: Topic
    url: Url
    strength: Strength = 3
    confidence: Chance = 0.5
    trend: Trend = "stable"
    implications: Prose = ""
    occurred_on: Day | None = None


class Triage(Command, frozen=True):
    """Look at it and say more about it; one that was dismissed is looked at again."""

    summary: SaidSummary | UnsetType = UNSET
    owner: Person | UnsetType = UNSET
    segment: Name | UnsetType = UNSET
    tier: Tier | UnsetType = UNSET
    persona: Name | UnsetType = UNSET
    sentiment: Sentiment | UnsetType = UNSET
    importance: Importance | UnsetType = UNSET
    deal_value: Money | UnsetType = UNSET
    strength: Strength | UnsetType = UNSET
    confidence: Chance | UnsetType = UNSET
    trend: Trend | UnsetType = UNSET
    implications: Prose | UnsetType = UNSET


class Link(Command, frozen=True):
    """Let it speak for something in the plan, with a weight from 1 to 5 and the words that do."""

    ref: AnyKey
    weight: Weight | UnsetType = UNSET
    quote: SealedText | None = None


class Unlink(Command, frozen=True):
    """Say that it does not speak for that after all."""

    ref: AnyKey


class Merge(Command, frozen=True):
    """Let another one of the same kind, which says the same, count for both."""

    into: EvidenceKey


class TakeOver(Asked, frozen=True):
    """Count for another one that was merged into it."""

    voices: tuple[Voice, ...]
    links: tuple[Tied, ...] = ()


class Answer(Command, frozen=True):
    """Note what whoever said it was told, and how; today if no day is said."""

    text: SealedText
    channel: Channel = "email"
    on: Day | None = None


class Dismiss(Command, frozen=True):
    """Say that nothing follows from it; needs a reason."""


class Redact(Command, frozen=True):
    """Destroy the keys of its personal texts, for good; needs a reason. Counts and history stay."""
