"""How well people foresee: what they predicted in their decisions, against what came true.

The Brier score is the mean of ``(probability - came true)²``: 0 is perfect, 0.25 is what a coin
would reach, 1 is always wrong and always sure.
"""

from collections import defaultdict
from collections.abc import Iterable

import msgspec
import sqlalchemy as sa
from msgspec import Struct

from domain.decision.state import Decision, results_of
from projections.decisions.listing import DECISIONS
from projections.page import Wanted, narrowed

DIGITS = 4


class Score(Struct, frozen=True):
    """The Brier score over some predictions that were judged; None while none was."""

    brier: float | None
    judged: int


class MakerScore(Struct, frozen=True):
    """One person's score, over the decisions they had a part in."""

    maker: str
    brier: float | None
    judged: int


class Calibration(Struct, frozen=True):
    """The score of everybody together, and of each decision maker, the best first."""

    brier: float | None
    judged: int
    makers: list[MakerScore]


def calibration(connection: sa.Connection, wanted: Wanted) -> Calibration:
    """The scores over the decisions that are wanted."""
    column = DECISIONS.table.c
    conditions = narrowed(DECISIONS, wanted)
    rows = connection.execute(sa.select(column.json).where(column.judged > 0, *conditions))
    everything: list[tuple[float, bool]] = []
    by_maker: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for packed in rows.scalars():
        decision = _DECODER.decode(packed)
        results = results_of(decision)
        everything += results
        for maker in decision.decision_makers:
            by_maker[maker] += results
    makers = [MakerScore(maker, brier(said), len(said)) for maker, said in by_maker.items()]
    makers.sort(key=lambda each: (each.brier or 0.0, each.maker))
    return Calibration(brier(everything), len(everything), makers)


def brier(results: Iterable[tuple[float, bool]]) -> float | None:
    """The score of ``(probability, came true)``, rounded; None for nothing."""
    squares = [(probability - hit) ** 2 for probability, hit in results]
    return round(sum(squares) / len(squares), DIGITS) if squares else None


_DECODER = msgspec.json.Decoder(Decision)
