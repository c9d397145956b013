"""The two languages in which Jira keeps text, behind one pair of functions."""

from functools import lru_cache
from typing import Any

import msgspec

from integrations.markup import adf, wiki
from integrations.markup.reading import Reading


def raw_of(body: Any) -> str:  # noqa: ANN401 (a document or a string)
    """A body exactly as it came, as text; ``""`` when there is none."""
    if isinstance(body, str):
        return body
    return msgspec.json.encode(body).decode() if body else ""


@lru_cache(maxsize=2048)
def read(raw: str, *, is_document: bool) -> Reading:
    """What ``raw`` says in Markdown; a body that did not change is not converted again."""
    if not is_document:
        return wiki.to_markdown(raw)
    document = msgspec.json.decode(raw) if raw else None
    return adf.to_markdown(document if isinstance(document, dict) else None)


def write(markdown: str, *, is_document: bool) -> Any:  # noqa: ANN401 (a document or a string)
    """``markdown`` in the language Jira keeps."""
    return adf.from_markdown(markdown) if is_document else wiki.from_markdown(markdown)
