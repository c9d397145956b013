"""A vision's published versions, each with what it changed, by whom, when and why.

They are read from the vision's own stream: it is short, and says all of it by itself.
"""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from domain.fact import Actor, Ref
from domain.vision.facts import Assumption, Text, VisionPublished
from ledger.entry import Entry
from projections.history.changes import Change, changes


class Version(Struct, frozen=True):
    """What a vision says for good, and how that came about.

    Attributes:
        number: 1 is the first version.
        changes: Every field that says something else than in the version before.
        assumptions: As they stood when it was published.
        evidence: The keys of what spoke for it, or against it.
        occurred_at: When it was published.
        recorded_at: When we learnt it.
    """

    number: int
    text: Text
    changes: list[Change]
    assumptions: tuple[Assumption, ...]
    evidence: tuple[str, ...]
    who: Actor
    occurred_at: datetime
    recorded_at: datetime
    reason: str
    because_of: tuple[Ref, ...]
    position: int


def versions_of(entries: Sequence[Entry]) -> list[Version]:
    """The versions that a vision's entries published, oldest first."""
    found: list[Version] = []
    for entry in entries:
        if isinstance(entry.fact, VisionPublished):
            before = found[-1].text if found else None
            found.append(_version(entry, entry.fact, before))
    return found


def _version(entry: Entry, fact: VisionPublished, before: Text | None) -> Version:
    origin = entry.origin
    return Version(
        fact.edition,
        fact.text,
        changes(before, fact.text),
        fact.assumptions,
        fact.evidence,
        origin.actor,
        origin.occurred_at,
        entry.recorded_at,
        origin.reason or "",
        origin.because_of,
        entry.position,
    )
