"""What is known about a piece of evidence."""

from msgspec import Struct

from domain.evidence.facts import (
    Channel,
    Importance,
    Kind,
    Link,
    Status,
    Tier,
    Topic,
    Trend,
    Voice,
)
from domain.fold import born
from domain.values import Money


class Answer(Struct, frozen=True):
    """What whoever said it was told, and of what they know since."""

    on: str
    channel: Channel
    text: str
    about: tuple[str, ...] = ()


class Evidence(Struct, frozen=True):
    """A piece of evidence as its facts leave it (domain model §2.12).

    Attributes:
        verbatim: What was said, in the words it was said in.
        contact: Who said it.
        tier: How much the account matters to the company.
        owner: Who looks after it.
        topic: What a market signal is about; it has strength, confidence, trend and implications.
        voices: Who else said so: those of what was merged into it.
        subjects: Whose keys its personal texts are sealed under.
    """

    key: str
    kind: Kind
    occurred_on: str
    summary: str = ""
    status: Status = "new"
    owner: str | None = None
    channel: Channel | None = None
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
    topic: Topic | None = None
    strength: int | None = None
    confidence: float | None = None
    trend: Trend | None = None
    implications: str = ""
    links: tuple[Link, ...] = ()
    voices: tuple[Voice, ...] = ()
    answers: tuple[Answer, ...] = ()
    dismissed_because: str = ""
    merged_into: str | None = None
    subjects: tuple[str, ...] = ()
    redacted: bool = False


def link_to(state: Evidence, ref: str) -> Link | None:
    """How it speaks for something; None when it does not."""
    return next((each for each in state.links if each.ref == ref), None)


def voices_of(state: Evidence) -> tuple[Voice, ...]:
    """Everybody who counts when it is counted: of a market signal nobody does."""
    if state.kind != "feedback":
        return state.voices
    return (born(Voice, state, evidence=state.key), *state.voices)


def told_of(state: Evidence) -> frozenset[str]:
    """What those who said it were told is out."""
    return frozenset(ref for each in state.answers for ref in each.about)
