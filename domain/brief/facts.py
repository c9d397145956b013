"""What can happen to a brief."""

from msgspec import UNSET, UnsetType, field

from domain.brief.words import Audience, Dates, Drawn, Objection, Promise, Text, Told
from domain.fact import Fact


class BriefDrafted(Fact, frozen=True, tag="brief.drafted"):
    """An audience is to be told of some things, as the plan stood at ``as_of`` of the ledger.

    Attributes:
        drawn_from: The release that it tells of as a whole.
        left_out: The keys of what comes out with that release and cannot be told.
        drawn: The words that were written from the plan.
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
    glossary: dict[str, str] = field(default_factory=dict)
    items: tuple[str, ...] = ()
    drawn_from: str | None = None
    told: tuple[Told, ...] = ()
    left_out: tuple[str, ...] = ()
    drawn: Drawn | None = None


class BriefEdited(Fact, frozen=True, tag="brief.edited"):
    """The draft of ``edition`` says something else; it is a new draft after a published one."""

    edition: int
    title: str | UnsetType = UNSET
    owner: str | UnsetType = UNSET
    as_of: int | UnsetType = UNSET
    headline: str | UnsetType = UNSET
    summary: str | UnsetType = UNSET
    value_points: tuple[str, ...] | UnsetType = UNSET
    objections: tuple[Objection, ...] | UnsetType = UNSET
    proof: tuple[str, ...] | UnsetType = UNSET
    dates: Dates | UnsetType = UNSET
    glossary: dict[str, str] | UnsetType = UNSET
    items: tuple[str, ...] | UnsetType = UNSET
    told: tuple[Told, ...] | UnsetType = UNSET
    drawn: Drawn | UnsetType = UNSET


class BriefRefreshed(Fact, frozen=True, tag="brief.refreshed"):
    """It was held against the plan at ``as_of``; what was written from the plan was written anew.

    Where no word changed, ``edition`` is the one that was there.
    """

    edition: int
    as_of: int
    headline: str | UnsetType = UNSET
    summary: str | UnsetType = UNSET
    value_points: tuple[str, ...] | UnsetType = UNSET
    items: tuple[str, ...] | UnsetType = UNSET
    told: tuple[Told, ...] | UnsetType = UNSET
    left_out: tuple[str, ...] | UnsetType = UNSET
    drawn: Drawn | UnsetType = UNSET


class BriefPublished(Fact, frozen=True, tag="brief.published"):
    """The draft became ``edition``: all it says stands here, with what it promises."""

    edition: int
    published_on: str
    as_of: int
    text: Text
    promises: tuple[Promise, ...] = ()


class BriefShared(Fact, frozen=True, tag="brief.shared"):
    """Somebody was given an edition: an account, or a channel."""

    to: str
    edition: int
    shared_on: str
    via: str | None = None


class BriefWithdrawn(Fact, frozen=True, tag="brief.withdrawn"):
    """It is given to nobody any more; what it promised was said all the same."""
