"""Keeps the list of briefs: written when a brief changes, and when what it tells of does."""

from collections.abc import Mapping, Sequence, Set

import msgspec
import sqlalchemy as sa
from msgspec import Struct

from domain.brief.state import Brief
from ledger.entry import Entry
from projections.briefs.listing import BRIEFS, judged, tells_of
from projections.briefs.tables import BRIEF_THING
from projections.briefs.thing import Thing, moved, rows_of, things_with
from projections.bulk import rows_with, upsert
from projections.listed import ListedView, Touched
from projections.listing import VALUES
from projections.projection import Write


class BriefsView(ListedView):
    """The briefs as a projection.

    It keeps what briefs tell of by itself: a list that another projection keeps may be ahead of
    it, or behind.
    """

    looks_ahead = False  # it asks for briefs by what they tell of

    def __init__(self) -> None:
        """Know nothing yet."""
        super().__init__(BRIEFS)
        self.tables = (BRIEFS.table, BRIEF_THING)

    def prepare(self, connection: sa.Connection, entries: Sequence[Entry]) -> Write:
        """Fold briefs and what they tell of; both are written, and every brief that it touches."""
        things = moved(connection, entries)
        folded = self._folded(connection, entries)
        touched = [*folded, *_telling_of(connection, things, {each.id for each in folded})]
        write_briefs = self._writing(_held_against(connection, touched, things))

        def write(connection: sa.Connection) -> Sequence[str]:
            upsert(connection, BRIEF_THING, rows_of(things))
            return write_briefs(connection)

        return write


class _Last(Struct, frozen=True):
    """What is stored of a brief's newest fact."""

    stream_id: str = msgspec.field(name="id")
    stream_version: int = msgspec.field(name="version")
    position: int
    recorded_at: str = msgspec.field(name="changed_at")


def _telling_of(
    connection: sa.Connection, things: Mapping[str, Thing], besides: Set[str]
) -> list[Touched]:
    """The briefs that tell of some things, but for those with an id in ``besides``."""
    if not things:
        return []
    table, keys = BRIEFS.table.c, [each.key for each in things.values()]
    held = (VALUES.c.kind == BRIEFS.of.kind, VALUES.c.name == "item", VALUES.c.value.in_(keys))
    telling = connection.execute(sa.select(VALUES.c.key).where(*held)).scalars()
    found = rows_with(connection, table.key, sorted(set(telling)), [table.id, table.json])
    return [
        Touched(id_, _BRIEF.decode(packed), _LAST.decode(packed))
        for id_, packed in found
        if id_ not in besides
    ]


def _held_against(
    connection: sa.Connection, touched: Sequence[Touched], things: Mapping[str, Thing]
) -> list[Touched]:
    """The briefs with how they stand to the plan after the batch."""
    newest = {each.key: each for each in things.values()}
    wanted = {key for each in touched for key in tells_of(each.state)} - newest.keys()
    known = things_with(connection, wanted) | newest
    return [each._replace(state=judged(each.state, known)) for each in touched]


_BRIEF = msgspec.json.Decoder(Brief)
_LAST = msgspec.json.Decoder(_Last)
