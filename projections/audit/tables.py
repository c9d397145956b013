"""Which facts bear a mark, and which hold a word, a chunk of positions at a time.

A chunk is written once, when it is full: the facts after the last full one are looked through.
"""

import sqlalchemy as sa

METADATA = sa.MetaData()

CHUNK = 512
"""How many positions a chunk spans."""
BLOCK = 8
"""How many neighbours share a word's place: a word of one of them leads to all of them."""
SHARDS = 32
"""Into how many rows a chunk's words go: each fits a page of SQLite without overflow."""

AUDIT_MARK = sa.Table(
    "audit_mark",
    METADATA,
    sa.Column("chunk", sa.BigInteger, primary_key=True),
    sa.Column("mark", sa.Text, primary_key=True),
    sa.Column("places", sa.LargeBinary),
)
"""``places``: see ``projections.audit.places``."""
