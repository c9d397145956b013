"""What is known about a brief."""

from msgspec import Struct

from domain.brief.words import Audience, Dates, Drawn, Objection, Pinned, Share, Status, Told


class Brief(Struct, frozen=True):
    """A brief as its facts leave it (domain model §2.14): the draft, or what is published.

    Attributes:
        owner: Who keeps it true.
        as_of: The position of the ledger that the words are true of.
        edition: The number of the text that is shown: 1 is the first one, published or not.
        published: The number of the newest published text; 0 when there is none.
        published_as_of: The position that the newest published text is true of.
        drawn_from: The release that it tells of as a whole.
        told: Each thing as the audience hears of it.
        left_out: The keys of what comes out with that release and cannot be told.
        pinned: What each published edition promises.
    """

    key: str
    audience: Audience
    title: str
    owner: str
    as_of: int
    headline: str
    summary: str
    value_points: tuple[str, ...] = ()
    objections: tuple[Objection, ...] = ()
    proof: tuple[str, ...] = ()
    dates: Dates = "none"
    glossary: dict[str, str] = {}
    items: tuple[str, ...] = ()
    drawn_from: str | None = None
    told: tuple[Told, ...] = ()
    left_out: tuple[str, ...] = ()
    drawn: Drawn | None = None
    status: Status = "draft"
    edition: int = 1
    published: int = 0
    published_as_of: int | None = None
    shared_with: tuple[Share, ...] = ()
    pinned: tuple[Pinned, ...] = ()


def cited(brief: Brief) -> tuple[str, ...]:
    """The keys of all that it tells of."""
    return (brief.drawn_from, *brief.items) if brief.drawn_from else brief.items
