"""The first admin token of a new store: made and shown once."""

from api import tokens
from trueline.store import Store

NAME = "first admin"


def first_token(store: Store) -> str | None:
    """A new admin token, unless somebody has had one before."""
    with store.database.begin() as connection:
        if any(token.name == NAME for token in tokens.everyone(connection)):
            return None
        return tokens.create(connection, NAME, "admin", store.clock())
