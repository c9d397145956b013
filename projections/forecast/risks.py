"""Which risks join a forecast, how probable each is, and which cannot be told in days."""

from collections.abc import Sequence

import msgspec
import sqlalchemy as sa
from msgspec import Struct

from domain.risk.state import Risk
from projections.forecast.delay import Threat
from projections.page import narrowed
from projections.risks.listing import RISKS
from projections.risks.query import THREATENING

_RISK = RISKS.table.c


class Joining(Struct, frozen=True):
    """A risk that joins."""

    key: str
    title: str
    threat: Threat


def chance_of(likelihood: int) -> float:
    """The middle of the fifth that a likelihood from 1 to 5 stands for."""
    return (2 * likelihood - 1) / 10


def joining(
    connection: sa.Connection, product: str, keys: Sequence[str]
) -> tuple[list[Joining], tuple[str, ...]]:
    """Open risks that threaten any of ``keys`` (of the product, when there are none).

    Returns:
        Those with a likelihood and days, and the keys of those that lack one of them.
    """
    wanted = {"product": product, "status": THREATENING}
    if keys:
        wanted |= {"threatens": tuple(keys)}
    chosen = sa.select(_RISK.json).where(*narrowed(RISKS, wanted)).order_by(_RISK.number)
    risks = [_DECODER.decode(each) for each in connection.execute(chosen).scalars()]
    joined = {each.key: _joining(each) for each in risks}
    found = [each for each in joined.values() if each is not None]
    return found, tuple(key for key, each in joined.items() if each is None)


def _joining(risk: Risk) -> Joining | None:
    likelihood = risk.residual.likelihood if risk.residual else risk.likelihood
    days = risk.effect.days if risk.effect else None
    if likelihood is None or days is None:
        return None
    spread = (float(each) for each in (days.min, days.likely, days.max))
    return Joining(risk.key, risk.title, Threat(chance_of(likelihood), *spread))


_DECODER = msgspec.json.Decoder(Risk)
