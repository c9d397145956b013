"""The facts, the answers to commands, and the snapshots."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_APPEND = """
create function ledger_append(
    in streams uuid[], in versions bigint[], in topics text[], in states bytea[],
    in event_ids uuid[], in envelopes text[], in now timestamptz,
    in command uuid, in print text, in outcome text,
    out positions bigint[], out recorded timestamptz
) language plpgsql as $$
begin
    -- One append at a time, until commit: positions appear in the order in which they are given.
    perform pg_advisory_xact_lock(hashtextextended('trueline.ledger.' || current_schema(), 0));
    select greatest(coalesce(now, clock_timestamp()), e.recorded_at) into recorded
        from (select max(notification_id) as newest from events) as m
        left join events as e on e.notification_id = m.newest;
    with written as (
        insert into events (originator_id, originator_version, topic, state, event_id, metadata,
            recorded_at)
        select s, v, t, d, i, m::json, recorded
            from unnest(streams, versions, topics, states, event_ids, envelopes)
            as u(s, v, t, d, i, m)
        returning notification_id)
    select array_agg(notification_id order by notification_id) into positions from written;
    if command is not null then
        insert into command_log (command_id, fingerprint, position, receipt, recorded_at)
        values (command, print,
            coalesce(positions[cardinality(positions)],
                (select coalesce(max(notification_id), 0) from events)),
            outcome, recorded);
    end if;
    if positions is not null then
        notify trueline_ledger;
    end if;
end $$
"""


def upgrade() -> None:
    """Create the tables; on PostgreSQL also the function that appends in one round trip."""
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    stream_id: sa.types.TypeEngine[object] = sa.Uuid() if is_postgresql else sa.Text()
    moment: sa.types.TypeEngine[object] = sa.TIMESTAMP(timezone=True)
    if not is_postgresql:
        moment = sa.Text()
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
        sa.Column("taken_at", moment, nullable=False),
    )
    if is_postgresql:
        op.execute(_APPEND)


def downgrade() -> None:
    """Forward only: what is kept is never dropped by a tool."""
    raise NotImplementedError
