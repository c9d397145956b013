"""Draws decisions as a tree: below each stands what it supersedes, and what it is because of."""

from collections import defaultdict
from typing import Any

from rich.console import Console
from rich.text import Text
from rich.tree import Tree

from trueline.show import plain

WIDTH = 80
EMPTY = "No decision here yet: trueline decide TITLE --option A --option B."


def draw(found: dict[str, Any], console: Console | None = None) -> None:
    """Print the answer of ``/v1/decisions/graph`` in 80 columns."""
    console = console or Console(highlight=False, width=WIDTH)
    nodes = {each["key"]: each for each in found["nodes"]}
    below: dict[str, list[dict[str, str]]] = defaultdict(list)
    for edge in found["edges"]:
        below[edge["above"]].append(edge)
    lower = {edge["below"] for edge in found["edges"]}
    tops = [key for key, each in nodes.items() if each["kind"] == "decision" and key not in lower]
    if not nodes:
        console.print(EMPTY)
        return
    drawn: set[str] = set()
    for key in (*tops, *nodes):  # rings have no top: they begin where they are met first
        if key not in drawn and (key in tops or nodes[key]["kind"] == "decision"):
            tree = Tree(_line(nodes[key], ""), guide_style="dim")
            _grow(tree, key, nodes, below, drawn)
            console.print(tree)
    if found["cut"]:
        console.print("There are more: narrow it down, such as --status accepted.")


def _grow(
    tree: Tree,
    key: str,
    nodes: dict[str, Any],
    below: dict[str, list[dict[str, str]]],
    drawn: set[str],
) -> None:
    """Hang what is below a thing onto it; what was drawn before is named and not repeated."""
    drawn.add(key)
    for edge in below[key]:
        branch = tree.add(_line(nodes[edge["below"]], edge["rel"]))
        if edge["below"] not in drawn:
            _grow(branch, edge["below"], nodes, below, drawn)


def _line(node: dict[str, Any], rel: str) -> Text:
    words = (rel, node["key"], plain(node["title"]))
    line = Text(" ".join(word for word in words if word), overflow="ellipsis", no_wrap=True)
    if node["status"]:
        line.append(f" ({node['status']})", "dim")
    return line
