"""A vision's published versions, each with what it changed, by whom, when and why.

They are read from the vision's own stream: it is short, and says all of it by itself.
"""

from collections.abc import Sequence

from domain.vision.facts import Assumption, Text, VisionPublished
from ledger.entry import Entry
from projections.editions import Edition, editions


class Version(Edition, frozen=True, kw_only=True):
    """What a vision says for good, and how that came about.

    Attributes:
        assumptions: As they stood when it was published.
        evidence: The keys of what spoke for it, or against it.
    """

    text: Text
    assumptions: tuple[Assumption, ...]
    evidence: tuple[str, ...]


def versions_of(entries: Sequence[Entry]) -> list[Version]:
    """The versions that a vision's entries published, oldest first."""
    return [
        Version(text=fact.text, assumptions=fact.assumptions, evidence=fact.evidence, **common)
        for fact, common in editions(entries, VisionPublished)
    ]
