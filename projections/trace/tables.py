"""What in the plan hangs on what, and why."""

import sqlalchemy as sa

METADATA = sa.MetaData()

PLAN_EDGE = sa.Table(
    "plan_edge",
    METADATA,
    sa.Column("said_by", sa.Text, primary_key=True),
    sa.Column("rel", sa.Text, primary_key=True),
    sa.Column("down", sa.Text, primary_key=True),
    sa.Column("up", sa.Text, primary_key=True),
)
"""``down`` follows from ``up``; ``said_by`` is the one of both that says so."""
