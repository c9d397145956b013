"""Who speaks for what: a row for each voice behind each link, which is what demand counts."""

from collections.abc import Iterator

import sqlalchemy as sa

from domain.evidence.facts import Voice
from domain.evidence.state import Evidence, told_of
from domain.fold import born
from domain.keys import product_of
from projections.bulk import Row
from projections.listing import Parts

EVIDENCE_VOICE = sa.Table(
    "evidence_voice",
    sa.MetaData(),
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("ref", sa.Text, primary_key=True),
    sa.Column("voice", sa.Text, primary_key=True),
    sa.Column("product_key", sa.Text),
    sa.Column("kind", sa.Text),
    sa.Column("day", sa.Text),
    sa.Column("weight", sa.Integer),
    sa.Column("account", sa.Text),
    sa.Column("segment", sa.Text),
    sa.Column("tier", sa.Text),
    sa.Column("prospect", sa.Boolean),
    sa.Column("amount", sa.Text),
    sa.Column("currency", sa.Text),
    sa.Column("owner", sa.Text),
    sa.Column("told", sa.Boolean),
)
"""``voice`` is the evidence that it came from: another one where that was merged into ``key``."""

SILENT = ("dismissed", "merged")
"""The states in which evidence does not count: what was merged counts where it went."""


def rows_of(state: Evidence) -> Iterator[Row]:
    """A row for each voice and each thing that it speaks for."""
    if state.status in SILENT:
        return
    told, place = told_of(state), (product_of(state.key), state.kind)
    own = born(Voice, state, evidence=state.key)
    for link in state.links:
        for each in (own, *state.voices):
            money = each.deal_value
            worth = (None, None) if money is None else (money.amount, money.currency)
            said = (each.occurred_on, link.weight, each.account, each.segment, each.tier)
            about = (each.prospect, *worth, state.owner, link.ref in told)
            yield (state.key, link.ref, each.evidence, *place, *said, *about)


VOICES = Parts(EVIDENCE_VOICE, rows_of)
