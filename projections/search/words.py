"""A text as the words that it is found by, for a database that is told them."""

import re
from itertools import chain, repeat

_WORD = re.compile(r"[^\W_]{1,255}")
"""PostgreSQL takes 2,046 bytes of a word: of a longer one each part stands alone."""
_LAST = 16_383
"""The last place that PostgreSQL tells apart."""
_PLACES = tuple(map(str, range(1, _LAST + 1)))


def words_of(text: str) -> list[str]:
    """The words of a text in small letters, in order."""
    return _WORD.findall(text.lower())


def lexemes(title: str, body: str) -> str:
    """The words of both with their places, those of the title with the most weight.

    Source: https://www.postgresql.org/docs/current/datatype-textsearch.html#DATATYPE-TSVECTOR (a
    place without a letter has the least weight).
    """
    first, places = words_of(title), chain(_PLACES, repeat(str(_LAST)))
    found: dict[str, str] = {}
    for word, place in zip(first, places, strict=False):
        known = found.get(word)
        found[word] = f"{word}:{place}A" if known is None else f"{known},{place}A"
    for word, place in zip(words_of(body), places, strict=False):
        known = found.get(word)
        found[word] = f"{word}:{place}" if known is None else f"{known},{place}"
    return " ".join(found.values())
