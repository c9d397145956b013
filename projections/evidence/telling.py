"""Who is to be told that something is out: those who asked for it, and do not know yet."""

from itertools import groupby
from typing import Any

import sqlalchemy as sa
from msgspec import Struct

from domain.evidence.answering import OUT
from projections.backlog.listing import BACKLOG_ITEM
from projections.evidence.voices import EVIDENCE_VOICE
from projections.releases.listing import RELEASES
from projections.roadmap.listing import ROADMAP

_VOICE = EVIDENCE_VOICE.c
_TABLES = {"roadmap_item": ROADMAP.table, "release": RELEASES.table, "item": BACKLOG_ITEM}
"""Where each kind of thing that can be out is."""


class Wanted(Struct, frozen=True):
    """Of which product, and of which things; ``out`` leaves out what is not there yet."""

    product: str | None = None
    ref: tuple[str, ...] = ()
    out: bool = True


class ToTell(Struct, frozen=True):
    """Feedback whose authors are to be told.

    Attributes:
        refs: What they wanted.
        accounts: Whose they are; those of what was merged into it too.
    """

    evidence: str
    refs: list[str]
    accounts: list[str]
    owner: str | None
    occurred_on: str


def to_tell(connection: sa.Connection, wanted: Wanted, limit: int = 200) -> list[ToTell]:
    """Feedback whose authors do not know yet, the oldest first."""
    columns = (_VOICE.day, _VOICE.key, _VOICE.ref, _VOICE.account, _VOICE.owner)
    chosen = sa.select(*columns).where(_VOICE.kind == "feedback", _VOICE.told.is_(sa.false()))
    if wanted.product is not None:
        chosen = chosen.where(_VOICE.product_key == wanted.product)
    if wanted.ref:
        chosen = chosen.where(_VOICE.ref.in_(wanted.ref))
    if wanted.out:
        chosen = chosen.where(_VOICE.ref.in_(_out()))
    found = connection.execute(chosen.order_by(_VOICE.key, _VOICE.day, _VOICE.ref)).all()
    told = [_told(key, list(rows)) for key, rows in groupby(found, key=lambda row: row.key)]
    return sorted(told, key=lambda each: (each.occurred_on, each.evidence))[:limit]


def _out() -> sa.CompoundSelect[tuple[str]]:
    """The keys of everything that customers have by now and that feedback speaks for."""
    wanted = sa.select(_VOICE.ref)
    parts = (
        sa.select(_TABLES[kind].c.key).where(
            _TABLES[kind].c.status == status, _TABLES[kind].c.key.in_(wanted)
        )
        for kind, status in OUT.items()
    )
    return sa.union_all(*parts)


def _told(key: str, rows: list[Any]) -> ToTell:  # rows of the query above
    refs = list(dict.fromkeys(row.ref for row in rows))
    accounts = sorted({row.account for row in rows if row.account is not None})
    return ToTell(key, refs, accounts, rows[0].owner, min(row.day for row in rows))
