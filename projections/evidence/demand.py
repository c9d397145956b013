"""Who wants what of the plan: each thing by the accounts behind it, their worth and how new it is.

An account counts once for each thing, with the strongest and newest of what it said: who shouts
ten times is not ten customers. Its score is weight x tier x recency, and recency halves every
180 days. Voices without an account count each for itself.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Literal, NamedTuple

import sqlalchemy as sa
from msgspec import Struct
from msgspec.structs import replace

from domain.evidence.facts import Trend
from domain.values import Money, day_after, days_between
from projections.evidence.voices import EVIDENCE_VOICE
from projections.search.tables import SEARCH_TEXT

By = Literal["score", "accounts", "revenue", "recency", "trend"]
TIERS = {"standard": 1, "key": 2, "strategic": 3}
"""How much an account of each tier counts."""
HALF_LIFE_DAYS = 180
PERIOD_DAYS = 90
"""The trend compares this many days with as many before them."""


class Wanted(Struct, frozen=True):
    """Whose voices, about what, and from which day on."""

    product: str | None = None
    ref: tuple[str, ...] = ()
    account: tuple[str, ...] = ()
    segment: tuple[str, ...] = ()
    tier: tuple[str, ...] = ()
    since: str | None = None


class Demand(Struct, frozen=True):
    """What one thing of the plan is wanted for, and by whom.

    Attributes:
        score: The sum over accounts of weight x tier x recency.
        accounts: Their names; ``unnamed`` counts voices without one.
        prospects: How many of the accounts are no customers yet.
        revenue: What the accounts are worth, in each currency.
        segments: How many accounts there are of each segment.
        recent: Voices of the last 90 days; ``earlier`` those of the 90 days before.
        signals: How many market signals speak for it too.
    """

    ref: str
    title: str
    score: float
    accounts: list[str]
    unnamed: int
    prospects: int
    revenue: list[Money]
    segments: dict[str, int]
    voices: int
    last_on: str | None
    recent: int
    earlier: int
    trend: Trend
    signals: int


class _Voice(NamedTuple):
    ref: str
    voice: str
    kind: str
    day: str
    weight: int
    account: str | None
    segment: str | None
    tier: str | None
    prospect: bool
    amount: str | None
    currency: str | None


_TABLE = EVIDENCE_VOICE.c


def demand(
    connection: sa.Connection, wanted: Wanted, today: str, *, by: By = "score", limit: int = 50
) -> list[Demand]:
    """What is wanted most comes first."""
    columns = [_TABLE[name] for name in _Voice._fields]
    found = connection.execute(sa.select(*columns).where(*_conditions(wanted)))
    voices: dict[str, list[_Voice]] = defaultdict(list)
    for row in found:
        voices[row.ref].append(_Voice(*row))
    rows = [_told(ref, said, today) for ref, said in voices.items()]
    rows.sort(key=lambda each: each.ref)
    rows = sorted(rows, key=lambda each: _place(each, by), reverse=True)[:limit]
    titles = _titles(connection, [each.ref for each in rows])
    return [replace(each, title=titles.get(each.ref, "")) for each in rows]


def _conditions(wanted: Wanted) -> Iterable[sa.ColumnElement[bool]]:
    if wanted.product is not None:
        yield _TABLE.product_key == wanted.product
    for name in ("ref", "account", "segment", "tier"):
        values = getattr(wanted, name)
        if values:
            yield _TABLE[name].in_(values)
    if wanted.since is not None:
        yield _TABLE.day >= wanted.since


def _told(ref: str, said: list[_Voice], today: str) -> Demand:
    people = [each for each in said if each.kind == "feedback"]
    by_account: dict[str, list[_Voice]] = defaultdict(list)
    for each in people:
        by_account[each.account or f"\0{each.voice}"].append(each)
    named = {name: its for name, its in by_account.items() if not name.startswith("\0")}
    recent = _between(people, day_after(today, 1 - PERIOD_DAYS), today)
    earlier = _between(
        people, day_after(today, 1 - 2 * PERIOD_DAYS), day_after(today, -PERIOD_DAYS)
    )
    return Demand(
        ref=ref,
        title="",
        score=round(sum(_score(its, today) for its in by_account.values()), 2),
        accounts=sorted(named),
        unnamed=len(by_account) - len(named),
        prospects=sum(all(each.prospect for each in its) for its in by_account.values()),
        revenue=_revenue(by_account),
        segments=_segments(by_account),
        voices=len(people),
        last_on=max((each.day for each in people), default=None),
        recent=recent,
        earlier=earlier,
        trend="rising" if recent > earlier else "falling" if recent < earlier else "stable",
        signals=len(said) - len(people),
    )


def _score(its: list[_Voice], today: str) -> float:
    """The strongest and newest of what one account said, by how much it matters."""
    tier = max(TIERS.get(each.tier or "", 1) for each in its)
    return tier * max(each.weight * _recency(each.day, today) for each in its)


def _recency(day: str, today: str) -> float:
    return float(0.5 ** (max(days_between(day, today), 0) / HALF_LIFE_DAYS))


def _between(said: list[_Voice], first: str, last: str) -> int:
    return sum(first <= each.day <= last for each in said)


def _revenue(by_account: Mapping[str, list[_Voice]]) -> list[Money]:
    """The greatest value that was ever said of each account, added up in each currency."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for its in by_account.values():
        values: dict[str, Decimal] = defaultdict(Decimal)
        for each in its:
            if each.amount is not None and each.currency is not None:
                values[each.currency] = max(values[each.currency], Decimal(each.amount))
        for currency, value in values.items():
            sums[currency] += value
    return [Money(str(value), currency) for currency, value in sorted(sums.items())]


def _segments(by_account: Mapping[str, list[_Voice]]) -> dict[str, int]:
    counts: dict[str, int] = defaultdict(int)
    for its in by_account.values():
        for segment in {each.segment for each in its if each.segment is not None}:
            counts[segment] += 1
    return dict(sorted(counts.items()))


def _place(row: Demand, by: By) -> tuple[float | str, ...]:
    match by:
        case "accounts":
            return (len(row.accounts) + row.unnamed, row.score)
        case "revenue":
            return (max((float(each.amount) for each in row.revenue), default=0.0), row.score)
        case "recency":
            return (row.last_on or "", row.score)
        case "trend":
            return (row.recent - row.earlier, row.score)
        case "score":
            return (row.score,)


def _titles(connection: sa.Connection, refs: list[str]) -> dict[str, str]:
    """What the things are called, as the search has it: behind their keys."""
    wanted = sa.select(SEARCH_TEXT.c.key, SEARCH_TEXT.c.title).where(SEARCH_TEXT.c.key.in_(refs))
    return {key: title[len(key) :].strip() for key, title in connection.execute(wanted)}
