"""The part of a document that a reader sees: two documents that differ only elsewhere are equal.

Jira adds ids and default attributes, trims blanks, splits text runs, and turns pasted addresses
into cards (``sync.md`` F13, F14). None of that is a change.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

Node = dict[str, Any]

_UNSEEN: dict[str, dict[str, Any]] = {
    "table": {"layout": "*", "width": "*", "displayMode": "*", "isNumberColumnEnabled": False},
    "tableCell": {"colspan": 1, "rowspan": 1, "colwidth": "*", "background": None},
    "tableHeader": {"colspan": 1, "rowspan": 1, "colwidth": "*", "background": None},
    "orderedList": {"order": 1},
    "codeBlock": {"wrap": "*", "uniqueId": "*", "language": ""},
    "link": {"title": None, "id": "*", "collection": "*", "occurrenceKey": "*"},
}
"""Attributes by type that no reader sees: with any value (``*``) or with the default one."""

_BLOCKS_OF_TEXT = {"paragraph", "heading", "taskItem", "caption"}


def normal(node: Mapping[str, Any]) -> Node:
    """``node`` with all that nobody sees left out."""
    kind = str(node.get("type", ""))
    found: Node = {"type": kind} | _attrs(kind, node.get("attrs"))
    content = [child for child in node.get("content") or [] if isinstance(child, Mapping)]
    if kind in _BLOCKS_OF_TEXT:
        children = list(_inlines(content))
    elif kind == "codeBlock":
        children = [{"type": "text", "text": "".join(str(c.get("text", "")) for c in content)}]
    else:
        children = [each for each in map(normal, content) if not _is_empty_paragraph(each)]
    marks = sorted((_mark(mark) for mark in node.get("marks") or []), key=repr)
    found |= {"content": children} if children else {}
    return found | ({"marks": marks} if marks else {})


def types_in(node: Mapping[str, Any]) -> Iterator[str]:
    """The types of all nodes and marks of a normal document."""
    yield node["type"]
    for mark in node.get("marks", ()):
        yield mark["type"]
    for child in node.get("content", ()):
        yield from types_in(child)


def _attrs(kind: str, attrs: Mapping[str, Any] | None) -> Node:
    unseen = _UNSEEN.get(kind, {})
    kept = {
        name: value
        for name, value in (attrs or {}).items()
        if name != "localId"
        and value is not None
        and unseen.get(name, _NOTHING) not in ("*", value)
    }
    return {"attrs": kept} if kept else {}


_NOTHING = object()


def _mark(mark: Mapping[str, Any]) -> Node:
    kind = str(mark.get("type", ""))
    return {"type": kind} | _attrs(kind, mark.get("attrs"))


def _is_empty_paragraph(node: Node) -> bool:
    return node["type"] == "paragraph" and not node.get("content")


def _inlines(content: Iterable[Mapping[str, Any]]) -> list[Node]:
    """Text runs joined, marks off the blanks, no blanks or breaks at the edges."""
    runs: list[Node] = []
    for node in content:
        for run in _runs(_spelled_out(node)):
            last = runs[-1] if runs else None
            is_same = last is not None and run["type"] == last["type"] == "text"
            if last is not None and is_same and last.get("marks") == run.get("marks"):
                last["text"] += run["text"]
            else:
                runs.append(run)
    return _trim(runs)


def _spelled_out(node: Mapping[str, Any]) -> Mapping[str, Any]:
    attrs = node.get("attrs") or {}
    if node.get("type") == "inlineCard" and attrs.get("url"):
        link = {"type": "link", "attrs": {"href": attrs["url"]}}
        return {"type": "text", "text": attrs["url"], "marks": [link]}
    if node.get("type") == "emoji" and attrs.get("text"):
        return {"type": "text", "text": attrs["text"]}
    return node


def _runs(node: Mapping[str, Any]) -> list[Node]:
    if node.get("type") != "text":
        return [normal(node)]
    text = str(node.get("text", "")).replace("\n", " ")
    marks = sorted((_mark(mark) for mark in node.get("marks") or []), key=repr)
    if not marks or any(mark["type"] in ("code", "link") for mark in marks):
        return [_text(text, marks)] if text else []
    inner = text.strip()
    if not inner:
        return [_text(text, [])] if text else []
    start = text.find(inner)
    parts = [
        _text(text[:start], []),
        _text(inner, marks),
        _text(text[start + len(inner) :], []),
    ]
    return [part for part in parts if part["text"]]


def _text(text: str, marks: list[Node]) -> Node:
    return {"type": "text", "text": text} | ({"marks": marks} if marks else {})


def _trim(runs: list[Node]) -> list[Node]:
    for index in (0, -1):
        while runs:
            edge = runs[index]
            if edge["type"] == "text" and "marks" not in edge:
                edge["text"] = edge["text"].lstrip() if index == 0 else edge["text"].rstrip()
                if edge["text"]:
                    break
            elif edge["type"] != "hardBreak":
                break
            runs.pop(index)
    return runs
