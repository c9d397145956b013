"""The workers' own tables: what is due, what was sent, how far a tracker has been read.

Times are seconds since the epoch, UTC, as floats, so that both databases compare them alike.
"""

import sqlalchemy as sa

METADATA = sa.MetaData()

INBOX = sa.Table(
    "inbox",
    METADATA,
    sa.Column("connection_id", sa.Text, primary_key=True),
    sa.Column("delivery_id", sa.Text, primary_key=True),
    sa.Column("tracker", sa.Text),
    sa.Column("event", sa.Text),
    sa.Column("action", sa.Text),
    sa.Column("issue_key", sa.Text),
    sa.Column("issue_id", sa.Text),
    sa.Column("comment_id", sa.Text),
    sa.Column("deleted", sa.Boolean),
    sa.Column("headers", sa.Text),
    sa.Column("body", sa.LargeBinary),
    sa.Column("state", sa.Text),
    sa.Column("reason", sa.Text),
    sa.Column("attempts", sa.Integer),
    sa.Column("received_at", sa.Float),
    sa.Column("not_before", sa.Float),
    sa.Column("lease_until", sa.Float),
)

IMPORT_RUN = sa.Table(
    "import_run",
    METADATA,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("connection_id", sa.Text),
    sa.Column("state", sa.Text),
    sa.Column("cursor", sa.Text),
    sa.Column("imported", sa.Integer),
    sa.Column("known", sa.Integer),
    sa.Column("skipped", sa.Integer),
    sa.Column("total", sa.Integer),
    sa.Column("error", sa.Text),
    sa.Column("attempts", sa.Integer),
    sa.Column("started_at", sa.Float),
    sa.Column("finished_at", sa.Float),
    sa.Column("not_before", sa.Float),
    sa.Column("lease_until", sa.Float),
)

WATERMARK = sa.Table(
    "watermark",
    METADATA,
    sa.Column("connection_id", sa.Text, primary_key=True),
    sa.Column("seen_until", sa.Float),
    sa.Column("etag", sa.Text),
    sa.Column("etag_since", sa.Float),
    sa.Column("checked_at", sa.Float),
    sa.Column("sweep_at", sa.Float),
    sa.Column("redeliver_at", sa.Float),
    sa.Column("not_before", sa.Float),
    sa.Column("lease_until", sa.Float),
    sa.Column("attempts", sa.Integer),
    sa.Column("error", sa.Text),
)

SENT_INTENT = sa.Table(
    "sent_intent",
    METADATA,
    sa.Column("intent", sa.Text, primary_key=True),
    sa.Column("link_id", sa.Text),
    sa.Column("sent_at", sa.Float),
    sa.Column("lookups", sa.Integer),
    sa.Column("remote", sa.Text),
)

LINK_LEASE = sa.Table(
    "link_lease",
    METADATA,
    sa.Column("link_id", sa.Text, primary_key=True),
    sa.Column("holder", sa.Text),
    sa.Column("lease_until", sa.Float),
    sa.Column("wanted", sa.Boolean),
    sa.Column("read_at", sa.Float),
    sa.Column("written_at", sa.Float),
)

LEADER = sa.Table(
    "leader",
    METADATA,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("holder", sa.Text),
    sa.Column("lease_until", sa.Float),
)

POLICY_PLACE = sa.Table(
    "policy_place",
    METADATA,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("position", sa.BigInteger),
)

POLICY_SKIPPED = sa.Table(
    "policy_skipped",
    METADATA,
    sa.Column("policy", sa.Text, primary_key=True),
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("position", sa.BigInteger, primary_key=True),
    sa.Column("error", sa.Text),
    sa.Column("skipped_at", sa.Float),
)
