"""The words and values that a brief is made of."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from domain import text
from domain.roadmap_item.words import Horizon
from domain.text import Wrong
from domain.values import Line, Said, Window

Audience = Literal["sales", "marketing", "customer", "executive", "engineering", "support"]
Dates = Literal["none", "horizon", "quarter", "exact"]
Status = Literal["draft", "published", "withdrawn"]

EXACTNESS: tuple[Dates, ...] = ("none", "horizon", "quarter", "exact")
"""How much a date gives away, the least first."""
FINEST: dict[Audience, Dates] = {
    "sales": "quarter",
    "marketing": "quarter",
    "customer": "quarter",
    "executive": "exact",
    "engineering": "exact",
    "support": "exact",
}
"""How exact the dates of an audience may be where a product says nothing else."""
NEVER_EXACT: Audience = "customer"
"""The audience that no product tells an exact date."""
SHIELDED: frozenset[Audience] = frozenset({"customer", "sales"})
"""Audiences that hear of nothing which is only explored."""
FLUENT: Audience = "engineering"
"""The audience that needs no plain words."""


TERM_LIMIT = 100


def _term(field: str, value: str) -> Wrong:
    return text.line(field, value, TERM_LIMIT)


def _terms(field: str, glossary: dict[str, str]) -> Wrong:
    return [each for term in glossary for each in _term(f"{field}.{term[:TERM_LIMIT]}", term)]


Term = Annotated[str, Meta(extra_json_schema={"maxLength": TERM_LIMIT}, extra={"check": _term})]
"""A word that not everybody knows."""
Glossary = Annotated[dict[str, Line], Meta(extra={"check": _terms})]
"""What terms mean in plain words."""


class Objection(Struct, frozen=True):
    """What somebody may say against it, and the answer.

    On the command line ``Is it safe? Yes, it is.``
    """

    q: Line
    a: Said

    @staticmethod
    def read(said: str) -> "Objection":
        """An objection as people write it: what stands up to the question mark, and the answer."""
        question, mark, answer = said.partition("?")
        return Objection(f"{question.strip()}{mark}", answer.strip())

    def __str__(self) -> str:
        """As people write it."""
        return f"{self.q} {self.a}"


class Told(Struct, frozen=True):
    """One thing as the audience hears of it: what it is called, and when it comes.

    Attributes:
        when: In words no more exact than the brief's dates; empty where nothing is said.
    """

    item: str
    title: str
    when: str = ""


class Promise(Struct, frozen=True):
    """What was said of when a thing comes, and has to hold: a window, or a column of the board."""

    item: str
    window: Window | None = None
    horizon: Horizon | None = None

    def __str__(self) -> str:
        """When, as it was said."""
        return str(self.window or self.horizon or "")


class Drawn(Struct, frozen=True):
    """What was taken from the plan: what differs from it was written or chosen by people.

    Attributes:
        items: The keys that were taken from a release's scope; none where people named the items.
    """

    headline: str
    summary: str
    value_points: tuple[str, ...]
    items: tuple[str, ...] = ()


class Text(Struct, frozen=True):
    """What a brief says; a published one says it for good."""

    title: str
    headline: str
    summary: str
    value_points: tuple[str, ...] = ()
    objections: tuple[Objection, ...] = ()
    proof: tuple[str, ...] = ()
    dates: Dates = "none"
    glossary: dict[str, str] = {}
    items: tuple[str, ...] = ()
    told: tuple[Told, ...] = ()


class Share(Struct, frozen=True):
    """Who was given which edition, how, and on which day."""

    to: str
    edition: int
    on: str
    via: str | None = None


class Pinned(Struct, frozen=True):
    """What an edition promises since the day on which it was published, and what it tells of."""

    edition: int
    on: str
    cited: tuple[str, ...] = ()
    promises: tuple[Promise, ...] = ()
