"""Follows what a brief can tell of: where it stands now, and every place that it had before."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec
import sqlalchemy as sa
from msgspec import Struct
from msgspec.structs import replace

from domain.fact import Fact
from domain.fold import absorb
from domain.release.facts import (
    ReleaseCancelled,
    ReleasePlanned,
    ReleaseRescheduled,
    ReleaseShipped,
)
from domain.roadmap_item.facts import (
    RoadmapItemDropped,
    RoadmapItemProposed,
    RoadmapItemRevived,
)
from domain.roadmap_item.words import Health, Horizon
from domain.values import Window
from ledger.entry import Entry
from projections.briefs.tables import BRIEF_THING
from projections.bulk import Row, rows_with
from projections.projection import by_stream

KINDS = ("roadmap_item", "release")


class Place(Struct, frozen=True):
    """Where a thing stood since a day; ``gone`` when it will not come."""

    on: str
    window: Window | None = None
    horizon: Horizon | None = None
    gone: bool = False


class Thing(Struct, frozen=True):
    """A roadmap item or a release.

    Attributes:
        position: Of its newest fact, which is of the day ``changed_on``.
        shipped_on: The day since which people have it.
        places: Where it stood, oldest first; the last one is where it stands.
    """

    key: str
    title: str
    position: int = 0
    changed_on: str = ""
    window: Window | None = None
    horizon: Horizon | None = None
    health: Health | None = None
    shipped_on: str | None = None
    gone: bool = False
    places: tuple[Place, ...] = ()


def moved(connection: sa.Connection, entries: Sequence[Entry]) -> dict[str, Thing]:
    """What a batch touched, by its stream, as it stands after the batch."""
    lives = [(life[0].stream_id, life) for kind in KINDS for life in _lives(entries, kind)]
    older = [str(stream) for stream, life in lives if life[0].stream_version > 1]
    columns = [BRIEF_THING.c.stream_id, BRIEF_THING.c.json]
    found = rows_with(connection, BRIEF_THING.c.stream_id, older, columns)
    known = {stream: _DECODER.decode(packed) for stream, packed in found}
    things = {}
    for stream, life in lives:
        thing = known.get(str(stream))
        for entry in life:
            thing = _after(thing, entry)
        if thing is not None:
            things[str(stream)] = thing
    return things


def things_with(connection: sa.Connection, keys: Iterable[str]) -> dict[str, Thing]:
    """The things with these keys, as far as the read model knows them."""
    columns = [BRIEF_THING.c.key, BRIEF_THING.c.json]
    found = rows_with(connection, BRIEF_THING.c.key, sorted(set(keys)), columns)
    return {key: _DECODER.decode(packed) for key, packed in found}


def rows_of(things: Mapping[str, Thing]) -> list[Row]:
    """The things as they are stored."""
    return [
        (stream, thing.key, _ENCODER.encode(thing).decode()) for stream, thing in things.items()
    ]


def _lives(entries: Sequence[Entry], kind: str) -> Iterable[Sequence[Entry]]:
    return by_stream(entries, kind).values()


def _after(thing: Thing | None, entry: Entry) -> Thing:
    day, after = entry.origin.occurred_at.date().isoformat(), _told(thing, entry.fact)
    places, place = after.places, Place(day, after.window, after.horizon, after.gone)
    if not places or not _is_same(place, places[-1]):
        places = (*places, place)
    return replace(after, position=entry.position, changed_on=day, places=places)


def _is_same(one: Place, other: Place) -> bool:
    """Whether a thing stands at the same place, since whenever."""
    return one.window == other.window and one.horizon == other.horizon and one.gone == other.gone


def _told(thing: Thing | None, fact: Fact) -> Thing:
    match fact:
        case RoadmapItemProposed():
            return Thing(fact.key, fact.title, horizon=fact.horizon)
        case ReleasePlanned():
            return Thing(fact.key, f"{fact.name} {fact.version_name}", window=fact.target)
        case _ if thing is None:
            message = f"{type(fact).__name__} is no first fact"
            raise TypeError(message)
        case ReleaseRescheduled():
            return replace(thing, window=fact.target)
        case ReleaseShipped():
            return replace(thing, shipped_on=fact.released_on)
        case RoadmapItemDropped() | ReleaseCancelled():
            return replace(thing, gone=True)
        case RoadmapItemRevived():
            return replace(thing, gone=False, window=None)
        case _:
            return absorb(thing, fact)


_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(Thing)
