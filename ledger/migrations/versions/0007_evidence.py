"""Evidence: its list, what speaks for each thing of the plan, and the keys of personal text."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

# keys sort as plain text, whatever the database's own collation is
PLAIN = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
WORDS = ("kind", "status", "linked", "channel", "topic", "trend", "account", "segment", "tier")
MORE = ("importance", "owner", "redacted", "occurred_on")


def upgrade() -> None:
    """Create the tables; ``projections.evidence`` and ``ledger.vault`` describe the columns."""
    _list()
    op.create_table(
        "evidence_voice",
        *(sa.Column(each, PLAIN, primary_key=True) for each in ("key", "ref", "voice")),
        *(sa.Column(each, PLAIN, nullable=False) for each in ("product_key", "kind", "day")),
        sa.Column("weight", sa.Integer, nullable=False),
        *(sa.Column(each, PLAIN) for each in ("account", "segment", "tier")),
        sa.Column("prospect", sa.Boolean, nullable=False),
        *(sa.Column(each, PLAIN) for each in ("amount", "currency", "owner")),
        sa.Column("told", sa.Boolean, nullable=False),
    )
    op.create_index("evidence_voice_product", "evidence_voice", ["product_key", "kind", "ref"])
    op.create_index("evidence_voice_ref", "evidence_voice", ["ref", "told"])
    op.create_table(
        "subject_key",
        sa.Column("subject", PLAIN, primary_key=True),
        sa.Column("secret", sa.LargeBinary),
        sa.Column("made_at", sa.Float, nullable=False),
        sa.Column("destroyed_at", sa.Float),
    )


def _list() -> None:
    """The list of evidence with an index for its order and for each filter."""
    filters: list[sa.Column[Any]] = [sa.Column(each, PLAIN) for each in (*WORDS, *MORE)]
    filters += [sa.Column(each, sa.Integer) for each in ("sentiment", "strength")]
    op.create_table(
        "listed_evidence",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("key", PLAIN, nullable=False, unique=True),
        sa.Column("product_key", PLAIN, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("search", sa.Text, nullable=False),
        *filters,
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.Column("json", sa.Text, nullable=False),
    )
    op.create_index(
        "listed_evidence_place", "listed_evidence", ["product_key", "occurred_on", "number"]
    )
    for column in filters:
        name = f"listed_evidence_{column.name}"
        op.create_index(name, "listed_evidence", ["product_key", column.name, "number"])


def downgrade() -> None:
    """Forward only: what is kept is never dropped by a tool."""
    raise NotImplementedError
