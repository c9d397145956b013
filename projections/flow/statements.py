"""The questions behind the flow, each composed once for a database and a number of kinds."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import sqlalchemy as sa
from msgspec import Struct
from sqlalchemy.engine import Dialect

from domain.backlog_item.facts import Kind
from projections.backlog.listing import BACKLOG_ITEM
from projections.flow.tables import FLOW_ITEM, FLOW_WEEK
from projections.prepared import Prepared

SHOWN = 20
"""How many of the items that are worked on are named: the oldest."""
UNKNOWN = ""
"""The week of what came in finished, and of all before a period: it sorts before all others."""
_ITEM, _WEEK = FLOW_ITEM.c, FLOW_WEEK.c
_MOVES = ("added", "started", "done", "dropped", "ended_begun", "unseen")
Conditions = Sequence[sa.ColumnElement[bool]]


class Statements(NamedTuple):
    """What is asked, with its values by name.

    Attributes:
        moves: By week from ``since`` to ``until``, and all before in one row.
        finished: What was done from ``since`` to ``until``.
        working: How many items are worked on, and are blocked, by the day they were begun on.
        oldest: The oldest of these, with their JSON.
        blocked: What is open and cannot go on.
    """

    moves: Prepared
    finished: Prepared
    working: Prepared
    oldest: Prepared
    blocked: Prepared


@lru_cache(maxsize=16)
def statements(dialect: Dialect, kinds: int) -> Statements:
    """All of them, for that many kinds; none stands for all."""
    mine = _mine(_ITEM, kinds)
    asked = (_moves(kinds), _finished(mine), _working(mine), _oldest(mine), _blocked(mine))
    return Statements(*(Prepared(each, dialect) for each in asked))


class Whose(Struct, frozen=True):
    """Whose items, and of which kinds; none stands for all."""

    product: str
    kind: tuple[Kind, ...] = ()

    def statements(self, connection: sa.Connection) -> Statements:
        """The questions for that many kinds."""
        return statements(connection.dialect, len(self.kind))

    def values(self, **more: object) -> dict[str, object]:
        """The values that all of them take, and ``more``."""
        kinds = {f"kind_{at}": each for at, each in enumerate(self.kind)}
        return {"product": self.product, **kinds, **more}


def _mine(columns: sa.ColumnCollection[str, sa.Column[object]], kinds: int) -> Conditions:
    named = [_text(f"kind_{at}") for at in range(kinds)]
    return [columns.product_key == _text("product"), *([columns.kind.in_(named)] if kinds else [])]


def _text(name: str) -> sa.BindParameter[str]:
    return sa.bindparam(name, type_=sa.Text)


def _moves(kinds: int) -> sa.CompoundSelect[*tuple[object, ...]]:
    mine, sums = _mine(_WEEK, kinds), [sa.func.sum(_WEEK[name]) for name in _MOVES]
    since, until = _text("since"), _text("until")
    before: sa.Select[*tuple[object, ...]] = sa.select(sa.literal_column("''"), *sums).where(
        *mine, _WEEK.week < since
    )
    within = sa.select(_WEEK.week, *sums).where(*mine, _WEEK.week >= since, _WEEK.week <= until)
    return sa.union_all(before, within.group_by(_WEEK.week))


def _finished(mine: Conditions) -> sa.Select[int | None, int]:
    done = (_ITEM.stage == sa.literal_column("'done'"), _ITEM.ended >= _text("since"))
    chosen = sa.select(_ITEM.cycle_days, _ITEM.blocked_days)
    return chosen.where(*mine, *done, _ITEM.ended <= _text("until"))


def _working(mine: Conditions) -> sa.Select[*tuple[object, ...]]:
    counts = (sa.func.count(), sa.func.count(_ITEM.blocked_since))
    return sa.select(_ITEM.started, *counts).where(*mine, _at_work()).group_by(_ITEM.started)


def _oldest(mine: Conditions) -> sa.Select[*tuple[object, ...]]:
    columns = [_ITEM[each] for each in ("id", "key", "kind", "started", "blocked_since")]
    first = sa.select(*columns, _ITEM.blocked_days).where(*mine, _at_work())
    shown: sa.ColumnElement[int] = sa.literal_column(str(SHOWN))
    oldest = first.order_by(_ITEM.started, _ITEM.key).limit(shown).subquery()
    listed = sa.select(*list(oldest.c)[1:], BACKLOG_ITEM.c.json)
    joined = listed.outerjoin(BACKLOG_ITEM, BACKLOG_ITEM.c.id == oldest.c.id)
    return joined.order_by(oldest.c.started, oldest.c.key)


def _blocked(mine: Conditions) -> sa.Select[str | None, int]:
    is_open = _ITEM.stage.in_([sa.literal_column(f"'{each}'") for each in ("waiting", "working")])
    chosen = sa.select(_ITEM.blocked_since, _ITEM.blocked_days)
    return chosen.where(*mine, is_open, _ITEM.blocked_since.is_not(None))


def _at_work() -> sa.ColumnElement[bool]:
    return _ITEM.stage == sa.literal_column("'working'")
