"""A thing's key tells what it is: ``ACME`` a product, ``ACME-12`` an item, ``ACME-K4`` a risk.

So a reference is a key, and nothing else: kind, product and stream follow from it.
"""

import re
from uuid import UUID

from domain.claim import claim_id

LETTERS: dict[str, str] = {
    "": "item",
    "V": "vision",
    "O": "objective",
    "R": "roadmap_item",
    "REL": "release",
    "T": "team",
    "I": "iteration",
    "K": "risk",
    "D": "decision",
    "M": "meeting",
    "E": "evidence",
    "X": "metric",
    "B": "brief",
}
"""The letters of a key and the kind that they stand for."""

LETTER_OF = {kind: letters for letters, kind in LETTERS.items()}
SINGLE = "vision"
"""The kind of which a product has one: its key has no number."""
INNER = "stretch"
"""The kind of stream that is part of a metric: ``ACME-X5@1:2026-11``, which nothing points to."""

_KEY = re.compile(r"([A-Z][A-Z0-9]{1,9})(?:-([A-Z]{0,3})([1-9][0-9]{0,8})?)?")
_INNER = re.compile(r"[A-Z][A-Z0-9]{1,9}-X[1-9][0-9]{0,8}@[1-9][0-9]{0,8}:[0-9]{3,4}(?:-[0-9]{2})?")


def kind_of(key: str) -> str | None:
    """The kind of thing with ``key``; None when no thing can have it."""
    found = _KEY.fullmatch(key)
    if found is None:
        return INNER if _INNER.fullmatch(key) else None
    _, letters, number = found.groups()
    if letters is None:
        return "product"
    kind = LETTERS.get(letters)
    return kind if (number is None) == (kind == SINGLE) else None


def product_of(key: str) -> str:
    """The key of the product that the thing with ``key`` belongs to."""
    return key.partition("-")[0]


def whole_of(key: str) -> str:
    """The key of the thing that a stream is part of; its own where it is no part."""
    return key.partition("@")[0]


def number_of(key: str) -> int:
    """The number in a key; 0 where there is none."""
    return int(whole_of(key).rpartition("-")[2].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") or 0)


def key_of(product: str, kind: str, number: int) -> str:
    """The key of a product's thing: ``("ACME", "risk", 4)`` is ``ACME-K4``."""
    return f"{product}-{LETTER_OF[kind]}{'' if kind == SINGLE else number}"


def stream_of(key: str) -> UUID:
    """The stream of the thing with ``key``; equal to ``identity.item_id`` and ``product_id``."""
    return claim_id(f"{kind_of(key)}:{key}")
