"""Whether a promise holds, and since when it does not; whether what a brief says is still so."""

from collections.abc import Collection, Mapping
from typing import Literal

from msgspec import Struct

from domain.brief.state import Brief, cited
from domain.brief.words import Promise
from domain.roadmap_item.words import HORIZONS
from projections.briefs.thing import Place, Thing

Word = Literal["kept", "open", "at_risk", "broken"]
YesNo = Literal["yes", "no"]


class Standing(Struct, frozen=True):
    """How a brief stands to the plan.

    Attributes:
        stale: Whether anything that it tells of changed since the plan that it was written from;
            of a published one, while a newer draft is open too.
        changed: The keys of what did, since the day ``stale_since``.
        broken: Whether a promise of its newest published version does not hold.
        late: The keys of what it is about.
        owes_news: Whether somebody holds a promise that does not hold, and no newer version.
        untold: Who that is, since the day ``broken_since``; nobody of what was withdrawn.
    """

    stale: YesNo
    stale_since: str | None
    changed: tuple[str, ...]
    broken: YesNo
    late: tuple[str, ...]
    owes_news: YesNo
    broken_since: str | None
    untold: tuple[str, ...]


def standing(brief: Brief, things: Mapping[str, Thing]) -> Standing:
    """How a brief stands to the things it tells of."""
    is_over = brief.status == "withdrawn"
    changed = () if is_over else _changed(brief, things)
    late = () if is_over else tuple(_late(brief, brief.published, things))
    held: dict[str, int] = {each.to: each.edition for each in brief.shared_with}
    late_for = {who: _late(brief, edition, things) for who, edition in held.items()}
    owed = {who: found for who, found in late_for.items() if found and not is_over}
    return Standing(
        _said(changed),
        min((things[each].changed_on for each in changed), default=None),
        changed,
        _said(late),
        late,
        _said(owed),
        min((since for found in owed.values() for since in found.values()), default=None),
        tuple(owed),
    )


def word(promise: Promise, thing: Thing, today: str | None = None) -> Word:
    """How a promise stands; without ``today``, only what was said to be late is."""
    end = promise.window.end if promise.window else None
    if thing.shipped_on is not None:
        return "broken" if end is not None and thing.shipped_on > end else "kept"
    if _breaks(promise, thing.places[-1]) or (today and end and end < today):
        return "broken"
    has_trouble = thing.health is not None and thing.health.value != "on_track"
    return "at_risk" if has_trouble else "open"


def broken_on(promise: Promise, thing: Thing) -> str:
    """The day since which a promise is broken: that of the move, or the last one it had."""
    since = None
    for place in thing.places:
        since = (since or place.on) if _breaks(promise, place) else None
    over = promise.window.end if promise.window else thing.places[-1].on
    return since or over


def _breaks(promise: Promise, place: Place) -> bool:
    if place.gone:
        return True
    if promise.window is not None:
        return place.window is None or place.window.end > promise.window.end
    if promise.horizon is None or place.horizon is None:
        return False
    return HORIZONS.index(place.horizon) > HORIZONS.index(promise.horizon)


def _changed(brief: Brief, things: Mapping[str, Thing]) -> tuple[str, ...]:
    these, as_of = cited(brief), brief.as_of
    if brief.published_as_of is not None:
        these, as_of = brief.pinned[-1].cited, brief.published_as_of
    return tuple(key for key in these if key in things and things[key].position > as_of)


def _late(brief: Brief, edition: int, things: Mapping[str, Thing]) -> dict[str, str]:
    """The keys of what an edition promises and is late, each with the day since which it is."""
    pinned = next((each for each in brief.pinned if each.edition == edition), None)
    known = ((each, things.get(each.item)) for each in (pinned.promises if pinned else ()))
    return {
        each.item: broken_on(each, thing)
        for each, thing in known
        if thing is not None and word(each, thing) == "broken"
    }


def _said(found: Collection[str]) -> YesNo:
    return "yes" if found else "no"
