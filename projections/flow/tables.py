"""One row for each item's way through the work, each time that one was done, and each week."""

import sqlalchemy as sa

FLOW_ITEM = sa.Table(
    "flow_item",
    sa.MetaData(),
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("key", sa.Text),
    sa.Column("product_key", sa.Text),
    sa.Column("kind", sa.Text),
    sa.Column("status", sa.Text),
    sa.Column("archived", sa.Boolean),
    sa.Column("added", sa.Text),
    sa.Column("started", sa.Text),
    sa.Column("ended", sa.Text),
    sa.Column("blocked_since", sa.Text),
    sa.Column("blocked_days", sa.Integer),
    sa.Column("completion", sa.BigInteger),
    sa.Column("stage", sa.Text),
    sa.Column("cycle_days", sa.Integer),
)
"""As ``life.Life``; the days are text, so that they sort."""

FLOW_DONE = sa.Table(
    "flow_done",
    sa.MetaData(),
    sa.Column("position", sa.BigInteger, primary_key=True),
    sa.Column("id", sa.Text),
    sa.Column("product_key", sa.Text),
    sa.Column("day", sa.Text),
    sa.Column("known", sa.Text),
    sa.Column("undone", sa.Text),
)
"""``day`` is when it was finished, ``known`` when we learnt it, ``undone`` when we learnt that it
is not done after all: what was known on any day can be told again.
"""

FLOW_WEEK = sa.Table(
    "flow_week",
    sa.MetaData(),
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("product_key", sa.Text),
    sa.Column("week", sa.Text),
    sa.Column("kind", sa.Text),
    sa.Column("added", sa.Integer),
    sa.Column("started", sa.Integer),
    sa.Column("done", sa.Integer),
    sa.Column("dropped", sa.Integer),
    sa.Column("ended_begun", sa.Integer),
    sa.Column("unseen", sa.Integer),
)
"""How many items moved, as ``tally.Moves``; the week is its Monday."""
