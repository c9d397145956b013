"""Which terms of the product's glossary a brief uses without saying what they mean."""

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from domain.brief.state import Brief
from domain.brief.words import FLUENT


class Jargon(Struct, frozen=True):
    """A term that is used and not explained: what it means, and the fields that it stands in."""

    term: str
    plain: str
    fields: tuple[str, ...]


def jargon(brief: Brief, glossary: Mapping[str, str]) -> list[Jargon]:
    """The terms that an audience may not know; engineers know them all.

    A term is explained when the brief's own glossary has it, or when its plain words stand in the
    same brief.
    """
    if brief.audience == FLUENT:
        return []
    said = list(_said(brief))
    whole = " ".join(text for _, text in said).casefold()
    own = {each.casefold() for each in brief.glossary}
    found = []
    for term, plain in sorted(glossary.items()):
        if term.casefold() not in own and plain.casefold() not in whole:
            fields = dict.fromkeys(field for field, text in said if _uses(text, term))
            found += [Jargon(term, plain, tuple(fields))] if fields else []
    return found


def _uses(text: str, term: str) -> bool:
    pattern = rf"(?<!\w){re.escape(term)}(?!\w)"
    return re.search(pattern, text, re.IGNORECASE) is not None


def _said(brief: Brief) -> Iterator[tuple[str, str]]:
    """Every text, with the field that it stands in."""
    yield from (("title", brief.title), ("headline", brief.headline), ("summary", brief.summary))
    yield from (("value_points", each) for each in brief.value_points)
    yield from (("objections", str(each)) for each in brief.objections)
    yield from (("told", each.title) for each in brief.told)
