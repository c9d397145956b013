"""The list of briefs: for whom, whether still so, what was promised, and who holds it."""

from collections.abc import Mapping

import msgspec
from msgspec import Struct

from domain.brief.rules import BRIEF
from domain.brief.state import Brief, cited
from domain.brief.words import Audience, Status
from domain.fold import born
from projections.briefs.standing import Standing, YesNo, standing
from projections.briefs.thing import Thing
from projections.listing import Column, Listing

JUDGED = msgspec.defstruct(
    "Judged",
    [(each.name, each.type) for each in msgspec.structs.fields(Standing)],
    bases=(Brief,),
    kw_only=True,
    frozen=True,
)
"""A brief with how it stands to the plan."""


def judged(brief: Brief, things: Mapping[str, Thing]) -> Struct:
    """A brief held against the things it tells of, as a ``JUDGED``."""
    return born(JUDGED, brief, **msgspec.structs.asdict(standing(brief, things)))


def tells_of(brief: Brief) -> tuple[str, ...]:
    """All that its standing follows from: what it tells of, and what it ever promised."""
    promised = (each.item for pinned in brief.pinned for each in pinned.promises)
    told = (key for pinned in brief.pinned[-1:] for key in pinned.cited)
    return tuple(dict.fromkeys((*cited(brief), *told, *promised)))


BRIEFS = Listing(
    BRIEF,
    (
        Column("audience", Audience, lambda each: each.audience),
        Column("status", Status, lambda each: each.status),
        Column("owner", str, lambda each: each.owner),
        Column("release", str, lambda each: each.drawn_from),
        Column("published", int, lambda each: each.published, ranges=True),
        Column("stale", YesNo, lambda each: each.stale),
        Column("broken", YesNo, lambda each: each.broken),
        Column("owes_news", YesNo, lambda each: each.owes_news),
        Column("account", tuple[str, ...], lambda each: [s.to for s in each.shared_with]),
        Column("untold", tuple[str, ...], lambda each: each.untold),
        Column("item", tuple[str, ...], tells_of),
    ),
    title=lambda each: f"{each.title} {each.headline}",
    shape=Standing,
)
"""``item`` is what it tells of or ever promised; ``untold`` an account that has to hear of it."""
