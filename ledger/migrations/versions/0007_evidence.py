"""Evidence: its list, what speaks for each thing of the plan, and the keys of personal text."""

import sqlalchemy as sa
from alembic import op

from ledger.migrations.lists import PLAIN, create_list

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

WORDS = ("kind", "status", "linked", "channel", "topic", "trend", "account", "segment", "tier")
MORE = ("importance", "owner", "redacted", "occurred_on")


def upgrade() -> None:
    """Create the tables; ``projections.evidence`` and ``ledger.vault`` describe the columns."""
    moods = (sa.Column(each, sa.Integer) for each in ("sentiment", "strength"))
    create_list("evidence", [*WORDS, *MORE, *moods], ["occurred_on"])
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


def downgrade() -> None:
    """Forward only: what is kept is never dropped by a tool."""
    raise NotImplementedError
