"""Every change of an item's place on the roadmap, each with the place that it left behind."""

import sqlalchemy as sa

ROADMAP_MOVE = sa.Table(
    "roadmap_move",
    sa.MetaData(),
    sa.Column("position", sa.BigInteger, primary_key=True),
    sa.Column("id", sa.Text),
    sa.Column("key", sa.Text),
    sa.Column("product_key", sa.Text),
    sa.Column("number", sa.Integer),
    sa.Column("what", sa.Text),
    sa.Column("day", sa.Text),
    sa.Column("horizon", sa.Text),
    sa.Column("starts", sa.Text),
    sa.Column("ends", sa.Text),
    sa.Column("resolution", sa.Text),
    sa.Column("is_move", sa.Integer),
    sa.Column("slip_days", sa.Integer),
    sa.Column("notice_days", sa.Integer),
    sa.Column("cause", sa.Text),
    sa.Column("has_reason", sa.Integer),
)
