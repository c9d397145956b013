"""Keeps the words of each thing where the database's full text finds them."""

import re
from collections.abc import Sequence

import sqlalchemy as sa

from domain import keys
from projections.bulk import Row, upsert
from projections.said import Said
from projections.search.tables import SEARCH_TEXT

MOST = 100_000
"""Characters of one thing that are searched: PostgreSQL takes a megabyte of words."""
NO_WORDS = re.compile(r"[\W\d]*")


def keep_texts(connection: sa.Connection, texts: Sequence[Row]) -> None:
    """Write what things say by now."""
    upsert(connection, SEARCH_TEXT, texts)


def text_of(key: str, said: Said) -> Row:
    """The row of a thing and what it says."""
    words = (each for each in said.texts if not NO_WORDS.fullmatch(each))
    body = "\n".join(words)[:MOST].replace("\x00", " ")
    title = f"{key} {said.title}".replace("\x00", " ")
    return (_id_of(key), key, keys.kind_of(key), keys.product_of(key), title, body)


def _id_of(key: str) -> int:
    """A number that follows from the key and fits both databases."""
    return keys.stream_of(key).int >> 65
