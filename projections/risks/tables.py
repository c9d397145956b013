"""What risks threatened with, day by day, and each risk's folded state to go on with."""

import sqlalchemy as sa

METADATA = sa.MetaData()

EXPOSURE = sa.Table(
    "risk_exposure",
    METADATA,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("day", sa.Text, primary_key=True),
    sa.Column("product_key", sa.Text),
    sa.Column("exposure", sa.Integer),
    sa.Column("inherent", sa.Integer),
    sa.Column("open", sa.Integer),
    sa.Column("materialised", sa.Integer),
)
"""By how much a risk changed the sums on a day: their running total is the trend."""

RISK_STATE = sa.Table(
    "risk_exposure_state",
    METADATA,
    sa.Column("stream_id", sa.Text, primary_key=True),
    sa.Column("state", sa.Text),
)
