"""A text as the words that it is found by, for a database that is told them."""

import re
from collections.abc import Iterable, Sequence
from itertools import chain, islice, repeat

from projections.words import WORD, plain

LONGEST = 255
"""PostgreSQL takes 2,046 bytes of a word: of a longer one each part stands alone."""
_PART = re.compile(rf"[^\W_]{{1,{LONGEST}}}")
_LAST = 16_383
"""The last place that PostgreSQL tells apart."""
_IN_TITLE = tuple(f":{place}A " for place in range(1, _LAST + 1))
_IN_BODY = tuple(f":{place} " for place in range(1, _LAST + 1))


def words_of(text: str) -> list[str]:
    """The words of a text in small letters, in order."""
    if text.isascii():
        words = plain(text.encode()).decode().split()
        if max(map(len, words), default=0) <= LONGEST:
            return words
    return _PART.findall(text.lower())


def written_words(text: str) -> list[str]:
    """The words of a text as they are written, for a database that has small letters of its own."""
    return WORD.findall(text)


def lexemes(title: str, body: str) -> str:
    """Each word of both with its place, those of the title with the most weight.

    Source: https://www.postgresql.org/docs/current/datatype-textsearch.html#DATATYPE-TSVECTOR (a
    place without a letter has the least weight; the places of a word may stand apart).
    """
    first = words_of(title)
    return _placed(first, _IN_TITLE, 0) + _placed(words_of(body), _IN_BODY, len(first))


def _placed(words: Iterable[str], places: Sequence[str], before: int) -> str:
    each_place = chain(islice(places, before, None), repeat(places[-1]))
    return "".join(chain.from_iterable(zip(words, each_place, strict=False)))
