"""A normal document as Markdown that people and GitHub can read.

What Markdown cannot say becomes the nearest thing it can (a panel is a quote, a mention a name);
``adf.py`` finds out that something was lost.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from integrations.markup.adf_inlines import BREAK, Style, fence_for, spell
from integrations.markup.adf_normal import BLOCKS_OF_TEXT

Node = Mapping[str, Any]

EMPTY = "&nbsp;"
"""The words of an item without words: a bare marker may be taken for an underline."""
LISTS = frozenset({"bulletList", "orderedList", "taskList", "decisionList"})


def render(document: Node, style: Style) -> str:
    """``document`` in Markdown, spelled as ``style`` says."""
    return _blocks(_children(document), style)


def _blocks(nodes: Sequence[Node], style: Style) -> str:
    """Blocks between empty lines; a list follows its paragraph in a list at once."""
    parts: list[str] = []
    other = False
    for index, node in enumerate(nodes):
        before = nodes[index - 1] if index else None
        other = before is not None and _family(before) == _family(node) != "" and not other
        parts.append(_block(node, style, other_marker=other))
    return "\n\n".join(part for part in parts if part)


def _family(node: Node) -> str:
    """Lists that would run together when one follows the other."""
    kind = node["type"]
    return "numbers" if kind == "orderedList" else "bullets" if kind in LISTS else ""


def _block(node: Node, style: Style, *, other_marker: bool = False) -> str:
    kind = node["type"]
    if kind in LISTS:
        return _list(node, style, other_marker=other_marker)
    write = _WRITERS.get(kind)
    if write is not None:
        return write(node, style)
    if kind in BLOCKS_OF_TEXT:
        return spell(_children(node), style)
    return _blocks(_children(node), style)


def _heading(node: Node, style: Style) -> str:
    words = spell(_children(node), style, newline=BREAK)
    if words.endswith("#"):
        words = f"{words[:-1]}\\#"
    return f"{'#' * int(_attrs(node).get('level', 1))} {words}".rstrip()


def _code(node: Node, _style: Style) -> str:
    code = "".join(str(child.get("text", "")) for child in _children(node))
    language = str(_attrs(node).get("language") or "")
    fence = fence_for(code, language)
    return f"{fence}{language}\n{code}\n{fence}"


def _quote(node: Node, style: Style) -> str:
    lines = _blocks(_children(node), style).split("\n")
    return "\n".join(f"> {line}".rstrip() for line in lines)


def _rule(_node: Node, _style: Style) -> str:
    return "---"


def _titled(node: Node, style: Style) -> str:
    words = {"type": "text", "text": str(_attrs(node).get("title") or "")}
    title = spell([{**words, "marks": [{"type": "strong"}]}], style) if words["text"] else ""
    return "\n\n".join(part for part in (title, _blocks(_children(node), style)) if part)


def _card(node: Node, _style: Style) -> str:
    address = str(_attrs(node).get("url") or "")
    return f"<{address}>" if address else ""


def _media(node: Node, style: Style) -> str:
    attrs = _attrs(node)
    words = str(attrs.get("alt") or attrs.get("url") or "attachment")
    if attrs.get("url"):
        link = {"type": "link", "attrs": {"href": attrs["url"]}}
        return spell([{"type": "text", "text": words, "marks": [link]}], style)
    return spell([{"type": "text", "text": f"📎 {words}"}], style)


def _list(node: Node, style: Style, *, other_marker: bool) -> str:
    bullet, dot = ("*", ")") if other_marker else ("-", ".")
    number = int(_attrs(node).get("order", 1))
    lines: list[str] = []
    for child in _children(node):
        if child["type"] in LISTS:
            lines.append(_indented(_list(child, style, other_marker=False), "  ", "  "))
            continue
        marker = f"{number}{dot}" if node["type"] == "orderedList" else bullet
        lines.append(_item(child, marker, style))
        number += 1
    return "\n".join(lines)


def _item(node: Node, marker: str, style: Style) -> str:
    indent = " " * (len(marker) + 1)
    if node["type"] in ("taskItem", "blockTaskItem"):
        marker += " [x]" if _attrs(node).get("state") == "DONE" else " [ ]"
    is_text = node["type"] in BLOCKS_OF_TEXT
    body = spell(_children(node), style) if is_text else _item_blocks(_children(node), style)
    return _indented(body or EMPTY, f"{marker} ", indent)


def _item_blocks(nodes: Sequence[Node], style: Style) -> str:
    """A list right after the words of its item needs no empty line."""
    if len(nodes) == 2 and nodes[0]["type"] == "paragraph" and _may_follow(nodes[1]):  # noqa: PLR2004
        return "\n".join(_block(node, style) for node in nodes)
    return _blocks(nodes, style)


def _may_follow(node: Node) -> bool:
    """Whether a list may interrupt a paragraph: a number other than 1 may not."""
    return node["type"] in LISTS and _attrs(node).get("order", 1) == 1


def _indented(body: str, first: str, rest: str) -> str:
    lines = body.split("\n")
    head = f"{first}{lines[0]}".rstrip()
    return "\n".join([head, *(f"{rest}{line}".rstrip() for line in lines[1:])])


def _table(node: Node, style: Style) -> str:
    rows = [_children(row) for row in _children(node)]
    width = max((len(row) for row in rows), default=0)
    if not width:
        return ""
    has_head = all(cell["type"] == "tableHeader" for cell in rows[0])
    lines = [_row(row, width, style) for row in rows]
    lines = lines if has_head else [_row([], width, style), *lines]
    ruler = "| " + " | ".join(["---"] * width) + " |"
    return "\n".join([lines[0], ruler, *lines[1:]])


def _row(cells: Sequence[Node], width: int, style: Style) -> str:
    words = [_cell(cell, style) for cell in cells] + [""] * (width - len(cells))
    return "| " + " | ".join(words) + " |"


def _cell(cell: Node, style: Style) -> str:
    parts = [
        spell(_children(block), style, newline=BREAK)
        if block["type"] in BLOCKS_OF_TEXT
        else _block(block, style).replace("\n", BREAK)
        for block in _children(cell)
    ]
    return BREAK.join(parts).replace("|", "\\|")


def _attrs(node: Node) -> Mapping[str, Any]:
    attrs = node.get("attrs")
    return attrs if isinstance(attrs, Mapping) else {}


def _children(node: Node) -> Sequence[Node]:
    children: Sequence[Node] = node.get("content") or ()
    return children


_WRITERS: dict[str, Callable[[Node, Style], str]] = {
    "heading": _heading,
    "codeBlock": _code,
    "blockquote": _quote,
    "panel": _quote,
    "rule": _rule,
    "expand": _titled,
    "nestedExpand": _titled,
    "blockCard": _card,
    "embedCard": _card,
    "media": _media,
    "table": _table,
}
