"""Puts the story's product into a store, and takes it out again without a trace."""

from datetime import date
from functools import partial
from uuid import UUID

import msgspec
import sqlalchemy as sa
from msgspec import Struct

from domain import keys
from domain.claim import Held
from ledger.erase import erase
from projections.all import all_projections
from projections.history.tables import HISTORY_STREAM
from projections.rebuild import rebuild_all
from projections.runner import Runner
from trueline.progress import Report
from trueline.store import Store
from trueline.story.telling import MADE_UP, PRODUCT, tell
from trueline.story.whole import whole


class NotOurs(Exception):
    """A product that is there already, or that is not the story's."""


class Loaded(Struct, frozen=True):
    """What the story came to."""

    product: str
    facts: int
    since: str


def load(store: Store, today: date, progress: Report) -> Loaded:
    """Tell the story, and let the read models take it in.

    Raises:
        NotOurs: There is a product of that key.
        LedgerError: The database is in trouble: remove what is there, and load again.
    """
    if store.ledger.stream(keys.stream_of(PRODUCT)):
        message = f"There is a product {PRODUCT} already: trueline demo remove"
        raise NotOurs(message)
    story = whole(today)
    facts = tell(story, store.ledger, partial(progress, "Half a year"))
    _catch_up(store)
    return Loaded(PRODUCT, facts, story.day(0))


def remove(store: Store) -> int:
    """Erase the story's product and all that belongs to it; answers how many facts that were.

    Raises:
        NotOurs: There is no such product, it is somebody's own, or it is tied to a tracker.
    """
    first = store.ledger.stream(keys.stream_of(PRODUCT))[:1]
    if not first or first[0].origin.source_ref != MADE_UP:
        what = "is not the demo's" if first else "does not exist"
        message = f"The product {PRODUCT} {what}: nothing was removed."
        raise NotOurs(message)
    _catch_up(store)
    gone = erase(store.database, _streams(store))
    rebuild_all(store.database, store.ledger)
    return gone


def _catch_up(store: Store) -> None:
    """Take in what is new, or let the server that runs do so."""
    runner = Runner(store.database, store.ledger, all_projections())
    runner.catch_up()
    runner.wait(store.ledger.head(), timeout_s=60)
    runner.stop()


def _streams(store: Store) -> set[UUID]:
    """The streams of the product and of its things, and the names that they hold."""
    table = HISTORY_STREAM.c
    is_of = sa.or_(table.key == PRODUCT, table.key.startswith(f"{PRODUCT}-", autoescape=True))
    chosen = sa.select(table.stream_id, table.kind).where(is_of)
    claims = sa.select(table.stream_id, table.state).where(table.kind == "claim")
    with store.database.read() as connection:
        found = connection.execute(chosen).all()
        held = connection.execute(claims).all()
    if tied := [kind for _, kind in found if kind in {"connection", "link"}]:
        message = f"{PRODUCT} is tied to a tracker ({len(tied)} times): it stays."
        raise NotOurs(message)
    streams = {UUID(each) for each, _ in found}
    names = ((UUID(each), msgspec.json.decode(state, type=Held)) for each, state in held)
    return streams | {each for each, name in names if name.owner in streams}
