"""Puts the page together."""

from datetime import datetime

import sqlalchemy as sa

from domain.product.state import Product
from projections.days import Days
from projections.decisions import due as decisions
from projections.meetings import actions
from projections.overview import plan
from projections.overview.parts import Overview
from projections.overview.sync import sync

SOON = 14


def overview(connection: sa.Connection, product: Product, now: datetime) -> Overview:
    """A product on one page, as it stands at ``now``."""
    key, today = product.key, now.date().isoformat()
    days = Days.ahead(now.date(), SOON)
    risks, open_risks = plan.risks(connection, key)
    return Overview(
        product=key,
        name=product.name,
        today=today,
        vision=plan.vision(connection, key),
        north_star=plan.north_star(connection, product.north_star),
        objectives=plan.objectives(connection, key),
        roadmap=plan.roadmap(connection, key),
        release=plan.next_release(connection, key, today),
        risks=risks,
        open_risks=open_risks,
        decisions=decisions.due(connection, {"product": key}, days, limit=plan.SHOWN).rows,
        actions=actions.overdue(connection, key, today, limit=plan.SHOWN)[: plan.SHOWN],
        briefs=plan.briefs(connection, key),
        sync=sync(connection, key, now),
    )
