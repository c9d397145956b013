"""Markdown to Atlassian Document Format and back, and whether the way back keeps everything.

The conversion never fails: what it cannot read becomes plain text, and the reading says so.

Source: https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from integrations.markup.adf_inlines import Style
from integrations.markup.adf_normal import normal, types_in
from integrations.markup.adf_reading import render
from integrations.markup.adf_writing import parse
from integrations.markup.reading import MAX_CHARACTERS, Reading

STYLES = (Style(), Style(careful=True), Style(careful=True, underscore=True))
MAX_DEPTH = 60
MAX_SPAN = 100
FAILURES = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What a converter raises on a document that is not what its format promises."""


def from_markdown(markdown: str) -> dict[str, Any]:
    """The document that says ``markdown``; text beyond the limits stays plain."""
    if len(markdown) > MAX_CHARACTERS:
        return plain(markdown)
    try:
        return parse(markdown)
    except FAILURES:
        return plain(markdown)


def to_markdown(document: Mapping[str, Any] | None) -> Reading:
    """``document`` in Markdown, guarded with a reason when Markdown cannot say all of it."""
    if not document:
        return Reading("")
    trouble = _trouble(document)
    if trouble is not None:
        return Reading(text_of(document), trouble)
    try:
        return _read(normal(document))
    except FAILURES:
        return Reading(text_of(document), "the document is not valid")


def says_the_same(one: str, other: str) -> bool:
    """Whether both texts become the same document: they differ in their spelling at most."""
    return one == other or normal(from_markdown(one)) == normal(from_markdown(other))


def plain(text: str) -> dict[str, Any]:
    """``text`` as paragraphs, with no formatting at all."""
    blocks = [block for block in text.replace("\r\n", "\n").split("\n\n") if block.strip()]
    return {"version": 1, "type": "doc", "content": [_paragraph(block) for block in blocks]}


def text_of(document: Mapping[str, Any]) -> str:
    """The bare text of ``document``, one line a block."""
    lines: list[str] = []
    for node, _ in _walk(document):
        if node.get("type") == "text":
            lines = lines or [""]
            lines[-1] += str(node.get("text", ""))
        elif node.get("type") not in _INLINE:
            lines.append("")
    return "\n\n".join(line for line in lines if line.strip())


_INLINE = {"text", "hardBreak", "mention", "emoji", "inlineCard", "status", "date"}


def _paragraph(block: str) -> dict[str, Any]:
    content: list[dict[str, Any]] = []
    for line in block.split("\n"):
        content += [{"type": "hardBreak"}] if content else []
        content += [{"type": "text", "text": line}] if line else []
    return {"type": "paragraph", "content": content}


def _trouble(document: Mapping[str, Any]) -> str | None:
    """Why ``document`` is not even tried: a small body can ask for gigabytes."""
    characters = 0
    for node, depth in _walk(document):
        if depth > MAX_DEPTH:
            return "the document is nested too deeply"
        characters += len(str(node.get("text", "")))
        attrs = node.get("attrs")
        spans = [attrs.get(name) for name in ("colspan", "rowspan")] if attrs else []
        if any(isinstance(span, int) and span > MAX_SPAN for span in spans):
            return "the document has a table too wide to convert"
    return "the document is too long to convert" if characters > MAX_CHARACTERS else None


def _walk(document: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], int]]:
    """Every node in reading order with its depth, without recursion."""
    stack: list[tuple[Any, int]] = [(document, 0)]
    while stack:
        node, depth = stack.pop()
        if not isinstance(node, Mapping):
            continue
        yield node, depth
        children = node.get("content")
        if isinstance(children, list) and depth <= MAX_DEPTH:
            stack += [(child, depth + 1) for child in reversed(children)]


def _read(document: dict[str, Any]) -> Reading:
    """The first spelling that reads back as ``document``; else the nearest that is stable."""
    markdown = _spelled(document)
    if markdown is not None:
        return Reading(markdown)
    nearest = render(document, STYLES[0])
    said = normal(from_markdown(nearest))
    return Reading(_spelled(said) or nearest, _loss(document, said))


def _spelled(document: dict[str, Any]) -> str | None:
    spellings = (render(document, style) for style in STYLES)
    found = (each for each in spellings if normal(from_markdown(each)) == document)
    return next(found, None)


def _loss(document: dict[str, Any], said: dict[str, Any]) -> str:
    lost = Counter(types_in(document)) - Counter(types_in(said))
    odd = sorted(set(lost) - _ORDINARY)
    return f"Markdown cannot say: {', '.join(odd)}" if odd else "Markdown would change its layout"


_ORDINARY = {"text", "paragraph", "hardBreak", "listItem", "tableCell"}
