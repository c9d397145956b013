"""The lists of the plan: one table for each kind of thing, and the values of its filters."""

import sqlalchemy as sa
from alembic import op

from ledger.migrations.lists import PLAIN, create_list

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables; ``projections.listings`` describes the columns."""
    op.create_table(
        "listed_value",
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("value", PLAIN, primary_key=True),
        sa.Column("key", PLAIN, primary_key=True),
    )
    op.create_index("listed_value_key", "listed_value", ["kind", "key"])
    create_list("objective", ["status", "owner", "starts", "ends", "off_track"], order=["starts"])
    _roadmap()
    _risks()
    create_list("vision", ["status", sa.Column("edition", sa.Integer)])
    frozen = sa.Column("frozen", sa.Boolean)
    words = ["version_name", "go", "starts", "ends"]
    create_list("release", ["status", "kind", frozen, *words], order=["ends"])
    _decisions_and_meetings()
    _audit()
    _policies()
    _notices()
    _backlog()


def _backlog() -> None:
    """An item is found by its release too; what no question looked at is kept no more."""
    op.add_column("backlog_item", sa.Column("release", PLAIN))
    op.create_index("backlog_item_by_release", "backlog_item", ["release", "product_key"])
    for each in ("product_id", "title", "added_at", "changed_at"):
        op.drop_column("backlog_item", each)


def _roadmap() -> None:
    words = ["kind", "status", "horizon", "commitment", "owner", "parent", "release", "moscow"]
    days = ["starts", "ends", "outcome_due"]
    create_list("roadmap_item", [*words, "health", *days, sa.Column("score", sa.Float)])
    op.create_table(
        "roadmap_move",
        sa.Column("position", sa.BigInteger, primary_key=True),
        *(sa.Column(each, PLAIN, nullable=False) for each in ("id", "key", "product_key")),
        sa.Column("number", sa.Integer, nullable=False),
        *(sa.Column(each, PLAIN, nullable=False) for each in ("what", "day", "horizon")),
        *(sa.Column(each, PLAIN) for each in ("starts", "ends", "resolution")),
        sa.Column("is_move", sa.Integer, nullable=False),
        sa.Column("slip_days", sa.Integer, nullable=False),
        sa.Column("notice_days", sa.Integer),
        sa.Column("cause", PLAIN, nullable=False),
        sa.Column("has_reason", sa.Integer, nullable=False),
    )
    op.create_index("roadmap_move_id", "roadmap_move", ["id"])
    op.create_index("roadmap_move_key", "roadmap_move", ["key", "position"])
    for each in ("number", "day", "cause"):
        op.create_index(f"roadmap_move_{each}", "roadmap_move", ["product_key", each])


def _decisions_and_meetings() -> None:
    days = ["decided_on", "review_on", "due_on"]
    judged = sa.Column("judged", sa.Integer)
    create_list("decision", ["status", "kind", "door", "meeting", *days, judged])
    create_list("meeting", ["status", "kind", "day", "closed", "action_due"], order=["day"])


def _risks() -> None:
    words = ["status", "category", "owner", "band", "residual_band", "fired"]
    days = ["review_due", "accepted_until", "action_due"]
    numbers = ["likelihood", "impact", "residual_likelihood", "residual_impact", "exposure"]
    create_list("risk", [*words, *days, *(sa.Column(each, sa.Integer) for each in numbers)])
    op.create_table(
        "risk_exposure",
        sa.Column("key", PLAIN, primary_key=True),
        sa.Column("day", PLAIN, primary_key=True),
        sa.Column("product_key", PLAIN, nullable=False),
        sa.Column("exposure", sa.Integer, nullable=False),
        sa.Column("inherent", sa.Integer, nullable=False),
        sa.Column("open", sa.Integer, nullable=False),
        sa.Column("materialised", sa.Integer, nullable=False),
    )
    op.create_index("risk_exposure_product", "risk_exposure", ["product_key", "day"])
    op.create_table(
        "risk_exposure_state",
        sa.Column("stream_id", sa.Text, primary_key=True),
        sa.Column("state", sa.Text, nullable=False),
    )


def _policies() -> None:
    """How far the policies have read, and what they left out (``workers.policies.place``)."""
    op.create_table(
        "policy_place",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("position", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "policy_skipped",
        sa.Column("policy", sa.Text, primary_key=True),
        sa.Column("key", PLAIN, primary_key=True),
        sa.Column("position", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("error", sa.Text, nullable=False),
        sa.Column("skipped_at", sa.Float, nullable=False),
    )


def _notices() -> None:
    """What waits for a person is found without looking at all that does not."""
    op.create_index("link_view_by_state", "link_view", ["state"])
    op.create_index("conflict_view_by_state", "conflict_view", ["state", "id"])
    standing = ["product_key", "status", "horizon", "health", "commitment"]
    op.create_index("listed_roadmap_item_standing", "listed_roadmap_item", standing)
    op.create_index("listed_risk_by_fired", "listed_risk", ["fired", "number"])
    for kind, days in _DUE.items():
        for each in days:
            name, table = f"listed_{kind}_by_{each}", f"listed_{kind}"
            where = sa.text(f"{each} IS NOT NULL")
            op.create_index(name, table, [each], sqlite_where=where, postgresql_where=where)


_DUE = {
    "risk": ["review_due", "accepted_until", "action_due"],
    "meeting": ["action_due"],
    "decision": ["due_on"],
    "roadmap_item": ["outcome_due"],
}
"""Days on which something is due: asked for over all products too."""


def _audit() -> None:
    """What the audit log, the trace and the search look into (``projections.history.view``)."""
    op.add_column("history", sa.Column("recorded_at", sa.Float))
    op.create_index("history_by_time", "history", ["recorded_at", "position"])
    op.create_table(
        "audit_mark",
        sa.Column("chunk", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("mark", PLAIN, primary_key=True),
        sa.Column("places", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "plan_edge",
        sa.Column("said_by", PLAIN, primary_key=True),
        sa.Column("rel", sa.Text, primary_key=True),
        sa.Column("down", PLAIN, primary_key=True),
        sa.Column("up", PLAIN, primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("plan_edge_up", "plan_edge", ["down", "up"])
    op.create_index("plan_edge_down", "plan_edge", ["up", "down"])
    op.create_table(
        "search_text",
        sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("key", PLAIN, nullable=False, unique=True),
        sa.Column("kind", PLAIN, nullable=False),
        sa.Column("product_key", PLAIN, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    for statement in _SEARCH[op.get_bind().dialect.name]:
        op.execute(statement)


_PLAIN_WORDS = "to_tsvector('simple', regexp_replace({}, '[^[:alnum:]]+', ' ', 'g'))"
_SEARCH = {
    "postgresql": (
        "ALTER TABLE search_text ADD COLUMN words tsvector GENERATED ALWAYS AS ("
        f"setweight({_PLAIN_WORDS.format('title')}, 'A')"
        f" || setweight({_PLAIN_WORDS.format('body')}, 'B')) STORED",
        "CREATE INDEX search_text_words ON search_text USING gin (words)",
    ),
    "sqlite": (
        "CREATE VIRTUAL TABLE search_words USING fts5(title, body, content='search_text',"
        " content_rowid='id', tokenize='unicode61 remove_diacritics 0')",
        "CREATE TRIGGER search_text_in AFTER INSERT ON search_text BEGIN"
        " INSERT INTO search_words(rowid, title, body) VALUES (new.id, new.title, new.body); END",
        "CREATE TRIGGER search_text_out AFTER DELETE ON search_text BEGIN"
        " INSERT INTO search_words(search_words, rowid, title, body)"
        " VALUES ('delete', old.id, old.title, old.body); END",
        "CREATE TRIGGER search_text_anew AFTER UPDATE ON search_text BEGIN"
        " INSERT INTO search_words(search_words, rowid, title, body)"
        " VALUES ('delete', old.id, old.title, old.body);"
        " INSERT INTO search_words(rowid, title, body) VALUES (new.id, new.title, new.body); END",
    ),
}
"""The databases' own full text: a column that follows from the row, or a table kept by triggers."""


def downgrade() -> None:
    """Forward only: what is kept is never dropped by a tool."""
    raise NotImplementedError
