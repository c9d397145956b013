"""Keeps the words of each thing where the database's full text finds them."""

import re
from collections.abc import Sequence

import msgspec
import sqlalchemy as sa

from domain import keys
from projections.bulk import Row, append, execute, upsert
from projections.said import Said
from projections.search.tables import SEARCH_TEXT, SEARCH_WORDS
from projections.search.words import lexemes

MOST = 100_000
"""Characters of one thing that are searched: PostgreSQL takes a megabyte of words."""
NO_WORDS = re.compile(r"[\W\d]*")


def keep_texts(connection: sa.Connection, new: Sequence[Row], known: Sequence[Row]) -> None:
    """Write what new things say, and what known ones say by now: rows of ``text_of``."""
    if connection.dialect.name == "postgresql":
        append(connection, SEARCH_WORDS, list(map(_with_words, new)))
        upsert(connection, SEARCH_WORDS, list(map(_with_words, known)))
    elif every := [*new, *known]:
        these = (msgspec.json.encode([row[0] for row in every]).decode(),)
        execute(connection, _FORGET, these)
        upsert(connection, SEARCH_TEXT, every)
        execute(connection, _LEARN, these)


def _with_words(row: Row) -> Row:
    return (*row, lexemes(*row[3:]))


def forget_words(connection: sa.Connection) -> None:
    """Have no words of any text; PostgreSQL has them beside the text."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("INSERT INTO search_words(search_words) VALUES ('delete-all')")


def text_of(key: str, said: Said) -> Row:
    """The row of a thing and what it says."""
    words = (each for each in said.texts if not NO_WORDS.fullmatch(each))
    body = "\n".join(words)[:MOST].replace("\x00", " ")
    title = f"{key} {said.title}".replace("\x00", " ")
    return (key, keys.kind_of(key), keys.product_of(key), title, body)


# Source: https://www.sqlite.org/fts5.html#external_content_tables (what goes is told as it was).
# In the order of ids, and all in one statement: else SQLite ends a part of the full text each time.
_OF_THESE = "FROM search_text WHERE key IN (SELECT value FROM json_each(?)) ORDER BY id"
_FORGET = (
    "INSERT INTO search_words(search_words, rowid, title, body)"
    f" SELECT 'delete', id, title, body {_OF_THESE}"
)
_LEARN = f"INSERT INTO search_words(rowid, title, body) SELECT id, title, body {_OF_THESE}"
