"""Bearer tokens: random, shown once, and kept only as hashes.

A token is ``tl_`` and 32 random bytes, so its SHA-256 needs no salt and no slow hash. Times are
seconds since the epoch, UTC.
"""

import secrets
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any, Literal, get_args
from uuid import UUID, uuid4

import msgspec
import sqlalchemy as sa

from domain import text
from domain.refusal import FieldError

PREFIX = "tl_"
RANDOM_BYTES = 32
NAME_LIMIT = 100
Role = Literal["viewer", "integration", "contributor", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)

API_TOKEN = sa.Table(
    "api_token",
    sa.MetaData(),
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("name", sa.Text),
    sa.Column("role", sa.Text),
    sa.Column("hash", sa.Text),
    sa.Column("created_at", sa.Float),
    sa.Column("expires_at", sa.Float),
    sa.Column("revoked_at", sa.Float),
    sa.Column("last_used_at", sa.Float),
)


class Token(msgspec.Struct, frozen=True):
    """What is known about a token; never the token itself."""

    id: UUID
    name: str
    role: str
    created_at: float
    expires_at: float | None
    revoked_at: float | None
    last_used_at: float | None


_COLUMNS = [API_TOKEN.c[name] for name in Token.__struct_fields__]


def create(
    connection: sa.Connection,
    name: str,
    role: str,
    now: datetime,
    *,
    expires_at: datetime | None = None,
) -> str:
    """Make a token for ``name`` and give it away: this is the only time it can be read.

    Raises:
        Malformed: The name is blank or too long, the role unknown, or the token over already.
    """
    expired = expires_at is not None and expires_at <= now
    over = FieldError("expires_at", "in-the-past", "expires_at is in the past.")
    text.refuse(
        text.line("name", name, NAME_LIMIT),
        text.one_of("role", role, ROLES),
        [over] if expired else [],
    )
    token = PREFIX + secrets.token_urlsafe(RANDOM_BYTES)
    connection.execute(
        sa.insert(API_TOKEN).values(
            id=str(uuid4()),
            name=name,
            role=role,
            hash=_hash(token),
            created_at=now.timestamp(),
            expires_at=None if expires_at is None else expires_at.timestamp(),
        )
    )
    return token


def find(connection: sa.Connection, token: str, now: datetime) -> Token | None:
    """The token as it is kept, unless it is unknown, over or revoked."""
    found = connection.execute(
        sa.select(*_COLUMNS).where(API_TOKEN.c.hash == _hash(token))
    ).one_or_none()
    if found is None:
        return None
    kept = _token(found)
    is_over = kept.expires_at is not None and kept.expires_at <= now.timestamp()
    return None if is_over or kept.revoked_at is not None else kept


def revoke(connection: sa.Connection, token_id: UUID, now: datetime) -> bool:
    """End a token for good; False when there is none. Quiet when it was revoked before."""
    done = connection.execute(
        sa.update(API_TOKEN)
        .where(API_TOKEN.c.id == str(token_id))
        .values(revoked_at=sa.func.coalesce(API_TOKEN.c.revoked_at, now.timestamp()))
    )
    return done.rowcount == 1


def note_use(connection: sa.Connection, token_id: UUID, now: datetime) -> None:
    """Keep when a token was last used."""
    connection.execute(
        sa.update(API_TOKEN)
        .where(API_TOKEN.c.id == str(token_id))
        .values(last_used_at=now.timestamp())
    )


def everyone(connection: sa.Connection) -> Sequence[Token]:
    """All tokens, newest first, revoked ones included."""
    rows = connection.execute(
        sa.select(*_COLUMNS).order_by(API_TOKEN.c.created_at.desc(), API_TOKEN.c.id)
    )
    return [_token(row) for row in rows]


def _hash(token: str) -> str:
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _token(row: sa.Row[Any]) -> Token:
    values: dict[str, Any] = dict(zip(Token.__struct_fields__, row, strict=True))
    return Token(**values | {"id": UUID(values["id"])})
