"""The 5x5 matrix: how many risks lie where, before their treatment and after it."""

from typing import NamedTuple, get_args

import sqlalchemy as sa
from msgspec import Struct

from domain.risk import levels
from domain.risk.facts import Status
from domain.risk.levels import Band
from projections.page import Wanted, narrowed
from projections.risks.listing import RISKS

OPEN: tuple[Status, ...] = tuple(each for each in get_args(Status) if each != "closed")
_RISK = RISKS.table.c


class Cell(Struct, frozen=True):
    """One cell of the matrix, and how many risks lie there before and after their treatment."""

    likelihood: int
    impact: int
    level: int
    band: Band
    inherent: int
    residual: int


class Matrix(Struct, frozen=True):
    """The 5x5 cells, from rare and slight to almost certain and grave.

    Attributes:
        unassessed: How many risks have no level yet, and are in no cell.
        untreated: How many have a level but no residual one, and are in no residual cell.
    """

    cells: list[Cell]
    unassessed: int
    untreated: int


class _At(NamedTuple):
    likelihood: int | None
    impact: int | None


def matrix(connection: sa.Connection, wanted: Wanted) -> Matrix:
    """How many risks lie in each cell; without a wanted status, those that are not closed."""
    wanted = {"status": OPEN, **wanted}
    columns = (_RISK.likelihood, _RISK.impact, _RISK.residual_likelihood, _RISK.residual_impact)
    counted = sa.select(sa.func.count(), *columns).where(*narrowed(RISKS, wanted))
    inherent: dict[_At, int] = {}
    residual: dict[_At, int] = {}
    for count, *at in connection.execute(counted.group_by(*columns)):
        before, after = _At(*at[:2]), _At(*at[2:])
        inherent[before] = inherent.get(before, 0) + count
        residual[after] = residual.get(after, 0) + count
    unassessed = inherent.get(_At(None, None), 0)
    untreated = residual.get(_At(None, None), 0) - unassessed
    scale = range(1, 6)
    cells = [_cell(_At(each, impact), inherent, residual) for each in scale for impact in scale]
    return Matrix(cells, unassessed, untreated)


def _cell(at: _At, inherent: dict[_At, int], residual: dict[_At, int]) -> Cell:
    likelihood, impact = at.likelihood or 0, at.impact or 0
    level = likelihood * impact
    band = levels.band(level) or "low"
    return Cell(likelihood, impact, level, band, inherent.get(at, 0), residual.get(at, 0))
