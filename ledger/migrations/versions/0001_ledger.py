"""The facts, the answers to commands, and the snapshots."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# One append at a time, until its commit: positions appear in the order in which they are given.
# Whoever had to wait for the lock commits without waiting for the disk, so that the next in line
# need not either; a second commit, outside the lock, then waits for the disk together with those
# of others. It flushes the log up to and with the facts, so that whoever gets the answer, and
# whatever is committed after it, can rely on them.
_APPEND = """
create procedure ledger_append(
    in streams uuid[], in versions bigint[], in topics text[], in states bytea[],
    in event_ids uuid[], in envelopes text[], in now timestamptz,
    in command uuid, in print text, in answer text, inout positions bigint[]
) language plpgsql as $$
declare
    newest bigint;
    recorded timestamptz;
    line bigint := hashtextextended('trueline.ledger', 0);
    waited boolean := not pg_try_advisory_xact_lock(line);
begin
    if waited then
        set local synchronous_commit = off;
        perform pg_advisory_xact_lock(line);
    end if;
    select notification_id, recorded_at into newest, recorded
        from events order by notification_id desc limit 1;
    recorded := greatest(coalesce(now, clock_timestamp()), recorded);
    with written as (
        insert into events (originator_id, originator_version, topic, state, event_id, metadata,
            recorded_at)
        select s, v, t, d, i, m::json, recorded
            from unnest(streams, versions, topics, states, event_ids, envelopes)
            with ordinality as u(s, v, t, d, i, m, nth)
            order by nth
        returning notification_id)
    select array_agg(notification_id order by notification_id) into positions from written;
    if command is not null then
        insert into command_log (command_id, fingerprint, position, receipt, recorded_at)
        values (command, print, coalesce(positions[cardinality(positions)], newest, 0), answer,
            recorded);
    end if;
    if positions is not null then
        notify trueline_ledger;
    end if;
    if waited then
        commit;
        perform pg_logical_emit_message(true, 'trueline', 'durable');
    end if;
end $$
"""


def upgrade() -> None:
    """Create the tables; on PostgreSQL also the function that appends in one round trip."""
    stream_id = sa.Text().with_variant(sa.Uuid(), "postgresql")
    moment = sa.Text().with_variant(sa.TIMESTAMP(timezone=True), "postgresql")
    position = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "events",
        sa.Column("notification_id", position, sa.Identity(always=True), primary_key=True),
        sa.Column("originator_id", stream_id, nullable=False),
        sa.Column("originator_version", position, nullable=False),
        sa.Column("topic", sa.Text, nullable=False),
        sa.Column("state", sa.LargeBinary, nullable=False),
        sa.Column("event_id", stream_id, nullable=False),
        sa.Column("metadata", sa.JSON, nullable=False),
        sa.Column("recorded_at", moment, nullable=False),
        sa.UniqueConstraint("originator_id", "originator_version", name="events_stream_version"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "command_log",
        sa.Column("command_id", stream_id, primary_key=True),
        sa.Column("fingerprint", sa.Text),
        sa.Column("position", position, nullable=False),
        sa.Column("receipt", sa.Text, nullable=False),
        sa.Column("recorded_at", moment, nullable=False),
    )
    op.create_table(
        "snapshot",
        sa.Column("stream_id", stream_id, primary_key=True),
        sa.Column("stream_version", position, nullable=False),
        sa.Column("shape", sa.Text, nullable=False),
        sa.Column("state", sa.LargeBinary, nullable=False),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(_APPEND)


def downgrade() -> None:
    """Forward only: what is kept is never dropped by a tool."""
    raise NotImplementedError
