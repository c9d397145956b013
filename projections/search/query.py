"""Finds things of the plan by their words, the best first, with the place where they stand."""

from typing import Any

import sqlalchemy as sa
from msgspec import Struct

from projections import cursor as cursors
from projections.search.words import words_of, written_words

MOST = 1_000
"""How far pages go: nobody reads on behind so many hits."""
WORDS = 20
"""How many words of a question are looked for."""


class Hit(Struct, frozen=True):
    """One thing that was found; ``snippet`` marks the words with ``[`` and ``]``."""

    key: str
    kind: str
    title: str
    snippet: str


class Hits(Struct, frozen=True):
    """Some hits, the best first, and where the next ones are."""

    rows: list[Hit]
    next: str | None


def search(
    connection: sa.Connection,
    q: str,
    *,
    kinds: tuple[str, ...] = (),
    product: str | None = None,
    limit: int = 50,
    cursor: str | None = None,
) -> Hits:
    """The things in which every word of ``q`` stands, or a longer one that begins like it.

    Whatever else ``q`` holds is no part of the question, so no text can be a wrong one.

    Raises:
        CursorMismatch: The cursor was given out for another question.
        CursorRefused: It is no cursor.
    """
    is_told = connection.dialect.name == "postgresql"  # each word of the texts, in small letters
    words = (words_of(q) if is_told else written_words(q))[:WORDS]
    question = (q, sorted(kinds), product)
    (skip,) = cursors.read(cursor, question, tuple[int]) if cursor is not None else (0,)
    if not words or not 0 <= skip < MOST:
        return Hits([], None)
    ask = _postgresql if is_told else _sqlite
    conditions, values = _narrowed(kinds, product)
    values |= {"limit": limit + 1, "skip": skip}
    rows = connection.execute(*ask(words, conditions, values)).all()
    found = [Hit(key, kind, title[len(key) :].strip(), text) for key, kind, title, text in rows]
    more = len(found) > limit and skip + limit < MOST
    behind = cursors.write(question, (skip + limit,)) if more else None
    return Hits(found[:limit], behind)


Asked = tuple[sa.TextClause, dict[str, Any]]


def _sqlite(words: list[str], conditions: str, values: dict[str, Any]) -> Asked:
    question = " ".join(f'"{each}"*' for each in words)
    return sa.text(_SQLITE.format(conditions)), values | {"question": question}


def _postgresql(words: list[str], conditions: str, values: dict[str, Any]) -> Asked:
    question = " & ".join(f"{each}:*" for each in words)
    return sa.text(_POSTGRESQL.format(conditions)), values | {"question": question}


def _narrowed(kinds: tuple[str, ...], product: str | None) -> tuple[str, dict[str, Any]]:
    values: dict[str, Any] = {f"kind_{at}": each for at, each in enumerate(kinds)}
    text = f" AND kind IN ({', '.join(f':{name}' for name in values)})" if kinds else ""
    if product is not None:
        text, values = f"{text} AND product_key = :product", values | {"product": product}
    return text, values


_SQLITE = """
    SELECT t.key, t.kind, t.title, snippet(search_words, -1, '[', ']', '…', 12)
    FROM search_words JOIN search_text t ON t.id = search_words.rowid
    WHERE search_words MATCH :question{}
    ORDER BY bm25(search_words, 10.0, 1.0), t.key LIMIT :limit OFFSET :skip"""
_POSTGRESQL = r"""
    SELECT key, kind, title, ts_headline('simple', title || E'\n' || body,
        CAST(:question AS tsquery), 'StartSel=[, StopSel=], MaxFragments=1, MaxWords=12,'
        ' MinWords=4')
    FROM (SELECT key, kind, title, body FROM search_text
        WHERE words @@ CAST(:question AS tsquery){}
        ORDER BY ts_rank(words, CAST(:question AS tsquery)) DESC, key
        LIMIT :limit OFFSET :skip) best"""
