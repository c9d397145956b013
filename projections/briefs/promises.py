"""What was promised, how that stands today, who holds it and what notice they were given."""

from collections.abc import Iterator, Mapping, Sequence

import msgspec
import sqlalchemy as sa
from msgspec import Struct

from domain.brief.state import Brief
from domain.brief.words import Audience, Pinned, Promise, Share
from domain.roadmap_item.words import Horizon
from domain.values import Window, days_between
from projections.briefs.listing import BRIEFS, tells_of
from projections.briefs.standing import Word, broken_on, word
from projections.briefs.thing import Thing, things_with
from projections.keyset import Some, some_of
from projections.page import narrowed


class Holder(Struct, frozen=True):
    """Who was given a promise.

    Attributes:
        on: The day on which they were.
        told_on: The day on which they were given a newer version, once it was broken.
        notice_days: From then to the end of what was promised: how long they had to act on it.
    """

    account: str
    on: str
    via: str | None = None
    told_on: str | None = None
    notice_days: int | None = None


class Promised(Struct, frozen=True):
    """One promise of one published version.

    Attributes:
        window: What was promised; or else the column, ``horizon``.
        now: The window that the plan has by now, and ``now_horizon`` the column.
        days_late: By how much the plan is later than what was promised; None where none can say.
        broken_on: The day since which it is broken.
        notice_days: From that day to the end of what was promised: the most one could have given.
    """

    brief: str
    title: str
    audience: Audience
    edition: int
    promised_on: str
    item: str
    item_title: str
    window: Window | None
    horizon: Horizon | None
    now: Window | None
    now_horizon: Horizon | None
    standing: Word
    days_late: int | None
    broken_on: str | None
    notice_days: int | None
    told: tuple[Holder, ...]


class Wanted(Struct, frozen=True):
    """Which promises: all where nothing is named."""

    product: str | None = None
    audience: tuple[Audience, ...] = ()
    brief: tuple[str, ...] = ()
    item: tuple[str, ...] = ()
    account: tuple[str, ...] = ()
    standing: tuple[Word, ...] = ()


def promises(
    connection: sa.Connection,
    wanted: Wanted,
    today: str,
    *,
    limit: int = 50,
    cursor: str | None = None,
) -> Some[Promised]:
    """The promises of ``limit`` briefs; those of one brief stand together.

    Raises:
        CursorMismatch: The cursor was given out for another question.
        CursorRefused: It is no cursor.
    """
    table = BRIEFS.table.c
    names = ("product", "audience", "item", "account")
    filters = {name: said for name in names if (said := getattr(wanted, name))}
    conditions = narrowed(BRIEFS, filters | {"published[gte]": 1})
    question = ("promises", msgspec.to_builtins(wanted))
    place = (table.product_key, table.number)
    statement = sa.select(table.json).where(*conditions)
    if wanted.brief:
        statement = statement.where(table.key.in_(wanted.brief))
    rows, behind = some_of(
        connection, statement, place, question=question, limit=limit, cursor=cursor
    )
    briefs = [_DECODER.decode(row[0]) for row in rows]
    things = things_with(connection, {key for each in briefs for key in tells_of(each)})
    told = [each for brief in briefs for each in _promises_of(brief, things, today)]
    return Some([each for each in told if _is_wanted(each, wanted)], behind)


def _promises_of(brief: Brief, things: Mapping[str, Thing], today: str) -> Iterator[Promised]:
    """Every promise that a brief ever published, the newest version first."""
    for pinned in reversed(brief.pinned):
        for promise in pinned.promises:
            if promise.item in things:
                yield _promised(brief, pinned, promise, things[promise.item], today)


def _promised(brief: Brief, pinned: Pinned, promise: Promise, thing: Thing, today: str) -> Promised:
    standing = word(promise, thing, today)
    since = broken_on(promise, thing) if standing == "broken" else None
    end = promise.window.end if promise.window else None
    return Promised(
        brief.key,
        brief.title,
        brief.audience,
        pinned.edition,
        pinned.on,
        promise.item,
        thing.title,
        promise.window,
        promise.horizon,
        thing.window,
        thing.horizon,
        standing,
        _days_late(end, thing),
        since,
        days_between(since, end) if since and end else None,
        tuple(_holders(brief.shared_with, pinned.edition, since, end)),
    )


def _days_late(end: str | None, thing: Thing) -> int | None:
    now = thing.shipped_on or (thing.window.end if thing.window else None)
    return max(days_between(end, now), 0) if end and now else None


def _holders(
    shares: Sequence[Share], edition: int, since: str | None, end: str | None
) -> Iterator[Holder]:
    """Everybody who was given an edition, once, and when they heard that it holds no longer."""
    first = {each.to: each for each in reversed(shares) if each.edition == edition}
    for each in sorted(first.values(), key=lambda share: (share.on, share.to)):
        newer = (s.on for s in shares if s.to == each.to and s.edition > edition)
        told = next((on for on in newer if since is not None and on >= since), None)
        notice = days_between(told, end) if told and end else None
        yield Holder(each.to, each.on, each.via, told, notice)


def _is_wanted(each: Promised, wanted: Wanted) -> bool:
    return (
        (not wanted.item or each.item in wanted.item)
        and (not wanted.standing or each.standing in wanted.standing)
        and (not wanted.account or any(h.account in wanted.account for h in each.told))
    )


_DECODER = msgspec.json.Decoder(Brief)
