"""What the rest of the program asks of the register."""

import sqlalchemy as sa

from domain.risk.facts import Signal, Status
from projections.listing import VALUES
from projections.risks.listing import RISKS

THREATENING: tuple[Status, ...] = ("identified", "assessed", "treating", "accepted")
"""The states in which a risk may still come true, and a sign of it says something new."""
_RISK = RISKS.table.c


def worst(connection: sa.Connection, product: str | None = None, limit: int = 5) -> list[bytes]:
    """The JSON of the risks that threaten most, the gravest first; of equals the newest."""
    statement = sa.select(_RISK.json).where(_RISK.exposure > 0).limit(limit)
    if product is not None:
        statement = statement.where(_RISK.product_key == product)
    # all the same way, as the index of one product's can be read backwards
    order = (_RISK.exposure.desc(), _RISK.product_key.desc(), _RISK.number.desc())
    statement = statement.order_by(*order)
    return [each.encode() for each in connection.execute(statement).scalars()]


def watching(connection: sa.Connection, signal: Signal, ref: str) -> list[str]:
    """The keys of the risks that may have an armed trigger for a signal of the thing ``ref``.

    Ask each to ``FireTrigger(signal, value, ref)``: its own rules say whether any fires.
    """
    of_kind = VALUES.c.kind == RISKS.of.kind
    armed = sa.select(VALUES.c.key).where(
        of_kind, VALUES.c.name == "signal", VALUES.c.value == signal
    )
    statement = sa.select(VALUES.c.key).where(
        of_kind, VALUES.c.name == "watches", VALUES.c.value == ref, VALUES.c.key.in_(armed)
    )
    return list(connection.execute(statement.order_by(VALUES.c.key)).scalars())
