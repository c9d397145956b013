"""The part of a document that a reader sees: two documents that differ only elsewhere are equal.

Jira adds ids and default attributes, trims blanks, splits text runs, and turns pasted addresses
into cards (``sync.md`` F13, F14). None of that is a change.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from integrations.markup.addresses import split_at_addresses

Node = dict[str, Any]

EMPHASIS = ("strong", "em", "strike", "underline")
BLOCKS_OF_TEXT = frozenset({"paragraph", "heading", "taskItem", "decisionItem", "caption"})

_ANY = "*"
_CELL: Node = {"colspan": 1, "rowspan": 1, "colwidth": _ANY, "background": ""}
_UNSEEN: dict[str, Node] = {
    "table": {"layout": _ANY, "width": _ANY, "displayMode": _ANY, "isNumberColumnEnabled": False},
    "tableCell": _CELL,
    "tableHeader": _CELL,
    "orderedList": {"order": 1},
    "codeBlock": {"wrap": _ANY, "uniqueId": _ANY, "language": ""},
    "link": {"title": "", "id": _ANY, "collection": _ANY, "occurrenceKey": _ANY},
}
"""Attributes by type that no reader sees: with any value, or with the default one."""


def normal(node: Mapping[str, Any]) -> Node:
    """``node`` with all that nobody sees left out."""
    kind = str(node.get("type", ""))
    content = [child for child in node.get("content") or [] if isinstance(child, Mapping)]
    if kind in BLOCKS_OF_TEXT:
        children = _inlines(content)
    elif kind == "codeBlock":
        words = "".join(str(child.get("text", "")) for child in content)
        children = [_text(words, [])] if words else []
    else:
        children = [each for each in map(normal, content) if not _is_empty(each)]
    marks = _marks(node)
    found: Node = {"type": kind} | _attrs(kind, node.get("attrs"))
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
        if name != "localId" and value is not None and not _is_unseen(value, unseen.get(name))
    }
    return {"attrs": kept} if kept else {}


def _is_unseen(value: object, default: object) -> bool:
    return default is not None and default in (_ANY, value)


def _marks(node: Mapping[str, Any]) -> list[Node]:
    found = [mark for mark in node.get("marks") or [] if isinstance(mark, Mapping)]
    return sorted((_mark(mark) for mark in found), key=repr)


def _mark(mark: Mapping[str, Any]) -> Node:
    kind = str(mark.get("type", ""))
    return {"type": kind} | _attrs(kind, mark.get("attrs"))


def _is_empty(node: Node) -> bool:
    return node["type"] in ("paragraph", "blockquote") and not node.get("content")


def _inlines(content: Iterable[Mapping[str, Any]]) -> list[Node]:
    """Text runs joined, addresses linked, no emphasis on blanks, no blanks at line ends."""
    runs = _joined([run for node in content for run in _spelled_out(node)])
    runs = _joined([part for run in runs for part in _linked(run)])
    return _trimmed(_joined(_off_the_blanks(runs)))


def _spelled_out(node: Mapping[str, Any]) -> list[Node]:
    kind, attrs = node.get("type"), node.get("attrs") or {}
    if kind == "text":
        words = str(node.get("text", "")).replace("\r", "").replace("\n", " ")
        return [_text(words, _marks(node))] if words else []
    if kind == "inlineCard" and attrs.get("url"):
        return [_text(attrs["url"], [_link(attrs["url"])])]
    if kind == "emoji" and attrs.get("text"):
        return [_text(attrs["text"], [])]
    return [normal(node)]


def _joined(runs: Iterable[Node]) -> list[Node]:
    found: list[Node] = []
    for run in runs:
        last = found[-1] if found else None
        if last is not None and "text" in last and "text" in run and _marked(last) == _marked(run):
            found[-1] = {**last, "text": last["text"] + run["text"]}
        else:
            found.append(run)
    return found


def _linked(run: Node) -> list[Node]:
    if "text" not in run or {"link", "code"} & {mark["type"] for mark in _marked(run)}:
        return [run]
    marks = _marked(run)
    return [
        _text(words, sorted([*marks, _link(words)], key=repr) if is_address else marks)
        for words, is_address in split_at_addresses(run["text"])
    ]


def _off_the_blanks(runs: Sequence[Node]) -> Iterator[Node]:
    """Blanks at the edge of a run keep the emphasis that the neighbour beyond has too."""
    neighbours = [None, *runs, None]
    for (before, run), (_, after) in pairwise(list(pairwise(neighbours))):
        if run is None or "text" not in run or not _emphasis(run) or _is_code(run):
            yield from [run] if run is not None else []
            continue
        words = run["text"]
        inner = words.strip()
        start = words.find(inner) if inner else len(words)
        yield from _blanks(words[:start], run, before if inner else _common(before, after))
        yield from [{**run, "text": inner}] if inner else []
        yield from _blanks(words[start + len(inner) :], run, after)


def _blanks(words: str, run: Node, neighbour: Node | None) -> list[Node]:
    there = _marked(neighbour) if neighbour is not None and "text" in neighbour else []
    marks = [m for m in _marked(run) if m["type"] not in EMPHASIS or m in there]
    return [_text(words, marks)] if words else []


def _common(before: Node | None, after: Node | None) -> Node:
    there = _marked(after) if after is not None else []
    return _text("", [mark for mark in _marked(before or {}) if mark in there])


def _trimmed(runs: list[Node]) -> list[Node]:
    """No blanks at the ends of lines, no breaks at the ends of the block."""
    lines: list[list[Node]] = [[]]
    for run in runs:
        if run["type"] == "hardBreak":
            lines.append([])
        else:
            lines[-1].append(run)
    lines = [_trimmed_line(line) for line in lines]
    while lines and not lines[0]:
        lines.pop(0)
    while lines and not lines[-1]:
        lines.pop()
    found: list[Node] = []
    for index, line in enumerate(lines):
        found += [{"type": "hardBreak"}] if index else []
        found += line
    return found


def _trimmed_line(line: list[Node]) -> list[Node]:
    while line and _is_words(line[0]) and not line[0]["text"].strip():
        line = line[1:]
    while line and _is_words(line[-1]) and not line[-1]["text"].strip():
        line = line[:-1]
    if line and _is_words(line[0]):
        line = [{**line[0], "text": line[0]["text"].lstrip()}, *line[1:]]
    if line and _is_words(line[-1]):
        line = [*line[:-1], {**line[-1], "text": line[-1]["text"].rstrip()}]
    return line


def _is_words(run: Node) -> bool:
    return "text" in run and not _is_code(run)


def _is_code(run: Node) -> bool:
    return any(mark["type"] == "code" for mark in _marked(run))


def _emphasis(run: Node) -> list[Node]:
    return [mark for mark in _marked(run) if mark["type"] in EMPHASIS]


def _marked(run: Node) -> list[Node]:
    marks: list[Node] = run.get("marks", [])
    return marks


def _link(address: str) -> Node:
    return {"type": "link", "attrs": {"href": address}}


def _text(words: str, marks: list[Node]) -> Node:
    return {"type": "text", "text": words} | ({"marks": marks} if marks else {})
