"""What the page says of the plan: each part is one question, or two."""

from collections import Counter
from typing import Literal

import msgspec
import sqlalchemy as sa
from msgspec import Struct

from domain.keys import product_of
from domain.metric.state import Metric
from domain.release.scope import DONE
from domain.release.state import Release, slip
from domain.risk import levels
from domain.risk.state import Risk, exposure
from domain.values import Window, days_between
from domain.vision.state import Vision
from projections.briefs.listing import BRIEFS
from projections.forecast import page as forecasts
from projections.listing import VALUES
from projections.metrics.listing import METRICS
from projections.metrics.series import Asked, newest
from projections.objectives.listing import OBJECTIVES
from projections.overview.parts import (
    BriefLine,
    Briefs,
    NextRelease,
    NorthStar,
    ObjectiveLine,
    Objectives,
    RiskLine,
    Roadmap,
    VisionLine,
)
from projections.page import one
from projections.releases.listing import RELEASES
from projections.releases.scope import TABLES
from projections.risks.listing import RISKS, shown
from projections.risks.query import THREATENING, worst
from projections.roadmap.board import OPEN
from projections.roadmap.listing import ROADMAP
from projections.visions.listing import VISIONS

SHOWN = 5
"""How many things of one kind the page has room for."""


def vision(connection: sa.Connection, product: str) -> VisionLine | None:
    """The vision; None before the first draft."""
    table = VISIONS.table.c
    found = connection.execute(sa.select(table.json).where(table.product_key == product).limit(1))
    packed = found.scalar_one_or_none()
    if packed is None:
        return None
    state = msgspec.json.decode(packed, type=Vision)
    text = state.standing or state
    status = "published" if state.standing is not None else state.status
    return VisionLine(state.key, status, text.company_goal, text.future_statement)


def north_star(connection: sa.Connection, key: str | None) -> NorthStar | None:
    """What the product goes by; None before one was chosen."""
    packed = one(connection, METRICS, key) if key is not None else None
    if packed is None:
        return None
    metric = msgspec.json.decode(packed, type=Metric)
    point = newest(connection, Asked(metric.key, dims=("total",)))
    value, period = (point.value, point.period) if point is not None else (None, None)
    return NorthStar(metric.key, metric.name, metric.unit, value, period)


def objectives(connection: sa.Connection, product: str) -> Objectives:
    """How they are, and those that count now."""
    table = OBJECTIVES.table.c
    by = (table.status, table.off_track)
    tally = sa.select(*by, sa.func.count()).where(table.product_key == product).group_by(*by)
    counts, off_track = Counter[str](), 0
    for status, is_off, count in connection.execute(tally):
        counts[status] += count
        off_track += count if is_off == "yes" else 0
    active = sa.select(table.json).where(table.product_key == product, table.status == "active")
    rows = connection.execute(active.order_by(table.number).limit(SHOWN)).scalars()
    found = {
        "counts": counts,
        "off_track": off_track,
        "active": [_objective(each) for each in rows],
    }
    return msgspec.convert(found, Objectives, from_attributes=True)


def roadmap(connection: sa.Connection, product: str) -> Roadmap:
    """Open items by column and by health."""
    table = ROADMAP.table.c
    by = (table.horizon, table.health, table.commitment)
    is_open = (table.product_key == product, table.status.in_(OPEN))
    # by status too: in the order of the index, which holds all that is asked for
    tally = sa.select(*by, sa.func.count()).where(*is_open).group_by(table.status, *by)
    rows = connection.execute(tally).all()
    horizons, health, committed = Counter[str](), Counter[str](), 0
    for horizon, value, commitment, count in rows:
        horizons[horizon] += count
        health[value or ""] += count
        committed += count if commitment == "committed" else 0
    unreported = health.pop("", 0)
    found = {"horizons": horizons, "health": health, "unreported": unreported}
    return msgspec.convert(found | {"committed": committed}, Roadmap)


def next_release(connection: sa.Connection, product: str, today: str) -> NextRelease | None:
    """The open release whose target ends first; None when none is planned."""
    table = RELEASES.table.c
    is_open = (table.product_key == product, table.status.in_(("planned", "announced")))
    first = sa.select(table.json).where(*is_open).order_by(table.ends, table.number).limit(1)
    packed = connection.execute(first).scalar_one_or_none()
    if packed is None:
        return None
    state = msgspec.json.decode(packed, type=Release)
    scope, done = len(state.scope), _done(connection, state.key)
    p50, p85 = _forecast(connection, state.key, today)
    return NextRelease(
        state.key,
        state.name,
        state.version_name,
        state.status,
        state.target,
        days_between(today, state.target.end),
        slip(state),
        scope,
        done,
        100 * done // scope if scope else None,
        p50,
        p85,
    )


def _forecast(connection: sa.Connection, release: str, today: str) -> list[str | None]:
    """By when a release is done at P50 and P85; nothing where nothing in it can be counted."""
    asked = forecasts.Asked(product_of(release), today, key=release, percentile=(50, 85))
    found = forecasts.forecast(connection, asked)
    has_some = found.scope.counted and found.percentiles
    return [each.date for each in found.percentiles] if has_some else [None, None]


def risks(connection: sa.Connection, product: str) -> tuple[list[RiskLine], int]:
    """The gravest, and how many threaten at all."""
    table = RISKS.table.c
    is_open = (table.product_key == product, table.status.in_(THREATENING))
    count = connection.execute(sa.select(sa.func.count()).where(*is_open)).scalar_one()
    return [_risk(each) for each in worst(connection, product, SHOWN)], count


def _risk(packed: bytes) -> RiskLine:
    state = msgspec.json.decode(packed, type=Risk)
    threat, has_fired = exposure(state), shown(state).fired == "yes"
    band = levels.band(threat)
    return RiskLine(state.key, state.title, state.status, state.owner, threat, band, has_fired)


def briefs(connection: sa.Connection, product: str) -> Briefs:
    """What is published, and what of it is stale."""
    table = BRIEFS.table.c
    is_out = (table.product_key == product, table.status != "withdrawn", table.published > 0)
    tally = sa.select(table.stale, sa.func.count()).where(*is_out).group_by(table.stale)
    counts = {row[0]: row[1] for row in connection.execute(tally)}
    stale = sa.select(table.json).where(*is_out, table.stale == "yes").order_by(table.number)
    rows = connection.execute(stale.limit(SHOWN)).scalars()
    lines = [msgspec.json.decode(each, type=BriefLine) for each in rows]
    return Briefs(sum(counts.values()), counts.get("yes", 0), lines)


def _done(connection: sa.Connection, release: str) -> int:
    """How many of a release's items are finished."""
    of_it = (VALUES.c.kind == RELEASES.of.kind, VALUES.c.name == "item", VALUES.c.key == release)
    scope = sa.select(VALUES.c.value).where(*of_it)
    finished = (
        sa.select(sa.func.count()).where(table.c.key.in_(scope), table.c.status == DONE[kind])
        for kind, table in TABLES.items()
    )
    return sum(connection.execute(each).scalar_one() for each in finished)


class _Objective(Struct, frozen=True):
    """What is taken from an objective's JSON."""

    key: str
    title: str
    owner: str
    period: Window
    progress: float | None
    confidence: float | None
    off_track: Literal["yes", "no"]


def _objective(packed: str) -> ObjectiveLine:
    row = msgspec.json.decode(packed, type=_Objective)
    return ObjectiveLine(**{**msgspec.structs.asdict(row), "off_track": row.off_track == "yes"})
