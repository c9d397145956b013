"""What can happen to a piece of evidence, and the parts that it is made of.

Every text that somebody said, or that says who it was, is sealed (``domain/personal.py``).
"""

from typing import Annotated, ClassVar, Literal

from msgspec import UNSET, Struct, UnsetType

from domain.fact import Fact
from domain.personal import SealedText
from domain.values import AnyKey, Chance, Day, EvidenceKey, Line, Money, Name, between

Kind = Literal["feedback", "market_signal"]
Status = Literal["new", "triaged", "linked", "answered", "dismissed", "merged"]
Channel = Literal[
    "interview",
    "sales_call",
    "support",
    "survey",
    "nps",
    "portal",
    "review",
    "github",
    "jira",
    "email",
    "other",
]
Tier = Literal["standard", "key", "strategic"]
Importance = Literal["nice_to_have", "important", "critical"]
Topic = Literal["competitor", "technology", "regulation", "demand", "pricing", "macro"]
Trend = Literal["rising", "stable", "falling"]
Weight = Annotated[int, between(1, 5)]
Sentiment = Annotated[int, between(-2, 2)]
Strength = Annotated[int, between(1, 5)]


class Link(Struct, frozen=True):
    """What in the plan it speaks for, and how strongly; ``quote`` is the sentence that does."""

    rel: ClassVar = "evidences"

    ref: AnyKey
    weight: Weight = 3
    quote: SealedText | None = None


class Voice(Struct, frozen=True):
    """Who said it, as far as demand counts it: of an account, or of somebody without one."""

    evidence: EvidenceKey
    occurred_on: Day
    account: Line | None = None
    segment: Name | None = None
    tier: Tier = "standard"
    prospect: bool = False
    deal_value: Money | None = None


class FeedbackCaptured(Fact, frozen=True, tag="evidence.feedback_captured"):
    """A customer or a prospect said something.

    Attributes:
        verbatim: Their own words, sealed.
        contact: Who it was, sealed.
        external_id: What it goes by in the channel that it came from.
    """

    key: str
    occurred_on: str
    channel: Channel
    summary: str = ""
    verbatim: str | None = None
    contact: str | None = None
    account: str | None = None
    segment: str | None = None
    tier: Tier = "standard"
    persona: str | None = None
    prospect: bool = False
    sentiment: int | None = None
    importance: Importance | None = None
    deal_value: Money | None = None
    url: str | None = None
    external_id: str | None = None


class MarketSignalRecorded(Fact, frozen=True, tag="evidence.market_signal_recorded"):
    """Something happened in the market; ``url`` is where it is to be read."""

    key: str
    occurred_on: str
    topic: Topic
    summary: str
    url: str
    strength: int
    confidence: Chance
    trend: Trend
    implications: str = ""


class EvidenceTriaged(Fact, frozen=True, tag="evidence.triaged"):
    """Somebody looked at it, and said more about it; what is unset stays."""

    summary: str | UnsetType = UNSET
    owner: str | UnsetType = UNSET
    segment: str | UnsetType = UNSET
    tier: Tier | UnsetType = UNSET
    persona: str | UnsetType = UNSET
    sentiment: int | UnsetType = UNSET
    importance: Importance | UnsetType = UNSET
    deal_value: Money | UnsetType = UNSET
    strength: int | UnsetType = UNSET
    confidence: float | UnsetType = UNSET
    trend: Trend | UnsetType = UNSET
    implications: str | UnsetType = UNSET


class EvidenceLinked(Fact, frozen=True, tag="evidence.linked"):
    """It speaks for something in the plan; an earlier link to the same is replaced."""

    link: Link


class EvidenceUnlinked(Fact, frozen=True, tag="evidence.unlinked"):
    """It does not speak for that after all."""

    ref: str


class EvidenceMerged(Fact, frozen=True, tag="evidence.merged"):
    """It says the same as another one, which counts for both from now on."""

    into: str


class EvidenceTookOver(Fact, frozen=True, tag="evidence.took_over"):
    """Another one was merged into it: whose voices count here now, and what they spoke for."""

    voices: tuple[Voice, ...]
    links: tuple[Link, ...] = ()


class FeedbackAnswered(Fact, frozen=True, tag="evidence.feedback_answered"):
    """Whoever said it was told something.

    Attributes:
        text: What they were told, sealed.
        about: What it speaks for that was out by then: of that they know now.
    """

    text: str
    channel: Channel
    on: str
    about: tuple[str, ...] = ()


class EvidenceDismissed(Fact, frozen=True, tag="evidence.dismissed"):
    """Nothing follows from it, for a reason."""

    reason: str


class EvidenceRedacted(Fact, frozen=True, tag="evidence.redacted"):
    """The keys of these subjects are destroyed: what was said can never be read again."""

    subjects: tuple[str, ...]
