"""The text of one block of a normal document as Markdown."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from integrations.markup.addresses import is_bare_address

Node = Mapping[str, Any]


class Style(Struct, frozen=True):
    """How to spell what has several spellings.

    Attributes:
        careful: Escape every character that might be taken for a mark.
        underscore: ``_`` for emphasis, where ``*`` would run together with others.
    """

    careful: bool = False
    underscore: bool = False


NEWLINE = "\n"
BREAK = "<br>"
"""A line break where a line has to go on: in a table, in a heading, before an empty line."""
_NESTING = ("link", "strong", "em", "strike")
_CAREFUL = re.compile(r"([\\*_\[\]`~<])|(&)(?=#?\w+;)")
_SPARING = re.compile(
    r"(`|\*(?!\s)|(?<!\s)\*|(?<![^\W_])_|_(?![^\W_])|~(?=~)|(?<=~)~|<(?=[A-Za-z/!?])"
    r"|\\(?=[!-/:-@\[-`{-~]|$)|\](?=[(:\[]))|(&)(?=#?\w+;)"
)
_LINE_START = re.compile(
    r"^(?:(\d{1,9})(?=[.)](?:\s|$))"
    r"|(?=#{1,6}(?:\s|$)|>|[-+*](?:\s|$)|=+\s*$|[|:\-][-:|\s]*$|\[[ xX]\]\s|~~~))"
)
_BACKTICKS = re.compile(r"`+")
_TITLE = str.maketrans({'"': '\\"', "\\": "\\\\"})
_SIMPLE_TARGET = re.compile(r"[^\s<>()\\]+")
_AFTER_ADDRESS = re.compile(r"[)]|[.,:;!?]*(?:\s|$)")


def spell(content: Sequence[Node], style: Style, *, newline: str = NEWLINE) -> str:
    """The inlines of a block; ``newline`` separates its lines."""
    lines: list[list[Node]] = [[]]
    for node in content:
        if node["type"] == "hardBreak":
            lines.append([])
        else:
            lines[-1].append(_as_text(node))
    spelled = _line(lines[0], style)
    for line in lines[1:]:
        spelled += newline + _line(line, style) if line else BREAK
    return spelled


def words_of(node: Node) -> str:
    """What stands for an inline node that is no text."""
    attrs = node.get("attrs") or {}
    match node["type"]:
        case "mention":
            name = str(attrs.get("text") or attrs.get("id") or "")
            return name if name.startswith("@") else f"@{name}"
        case "emoji":
            return str(attrs.get("shortName") or "")
        case "mediaInline":
            return f"📎 {attrs.get('alt') or 'attachment'}"
        case _:
            return str(attrs.get("text") or attrs.get("url") or attrs.get("timestamp") or "")


def escape(words: str, style: Style) -> str:
    """``words`` so that they are read as words."""
    return (_CAREFUL if style.careful else _SPARING).sub(r"\\\g<0>", words)


def _as_text(node: Node) -> Node:
    return node if node["type"] == "text" else {"type": "text", "text": words_of(node)}


def _line(runs: list[Node], style: Style) -> str:
    """Marks are opened once and closed once, the one that lasts longest outside."""
    marks = [_marks(run) for run in runs]
    spelled, is_open = "", list[str]()
    for index, run in enumerate(runs):
        kept = 0
        while kept < len(is_open) and is_open[kept] in marks[index]:
            kept += 1
        for name in reversed(is_open[kept:]):
            spelled += _close(name, style)
        del is_open[kept:]
        new = [name for name in marks[index] if name not in is_open]
        for name in sorted(new, key=lambda each: (-_extent(marks, index, each), _rank(each))):
            spelled = _before_link(spelled) if _is_link(name) else spelled
            spelled += _open(name, style)
            is_open.append(name)
        spelled += _run(run, style, at_start=not spelled, following=_following(runs, index))
    for name in reversed(is_open):
        spelled += _close(name, style)
    return spelled


def _marks(run: Node) -> list[str]:
    """The names of a run's marks; a link is named with its target, to tell it from others."""
    found: list[str] = []
    for mark in run.get("marks", ()):
        if mark["type"] == "link" and not _is_bare(run):
            found.append(_target(mark.get("attrs") or {}))
        elif mark["type"] in ("strong", "em", "strike"):
            found.append(mark["type"])
    return found


def _target(attrs: Mapping[str, Any]) -> str:
    href = str(attrs.get("href") or "")
    address = href if _SIMPLE_TARGET.fullmatch(href) else f"<{href}>"
    title = str(attrs.get("title") or "").translate(_TITLE)
    return f']({address} "{title}")' if title else f"]({address})"


def _is_link(name: str) -> bool:
    return name.startswith("](")


def _rank(name: str) -> int:
    return 0 if _is_link(name) else _NESTING.index(name)


def _extent(marks: list[list[str]], start: int, name: str) -> int:
    """How many runs from ``start`` on have the mark."""
    end = start
    while end < len(marks) and name in marks[end]:
        end += 1
    return end - start


def _delimiter(name: str, style: Style) -> str:
    em = "_" if style.underscore else "*"
    return {"strong": "**", "em": em, "strike": "~~"}[name]


def _open(name: str, style: Style) -> str:
    return "[" if _is_link(name) else _delimiter(name, style)


def _close(name: str, style: Style) -> str:
    return name if _is_link(name) else _delimiter(name, style)


def _before_link(spelled: str) -> str:
    """An exclamation mark before a link would make it an image."""
    return f"{spelled[:-1]}\\!" if spelled.endswith("!") else spelled


def _run(run: Node, style: Style, *, at_start: bool, following: str) -> str:
    words = str(run["text"])
    if any(mark["type"] == "code" for mark in run.get("marks", ())):
        return _code(words)
    if _is_bare(run):
        is_plain = len(run["marks"]) == 1 and _AFTER_ADDRESS.match(following)
        return words if is_plain else f"<{words}>"
    escaped = escape(words, style)
    return _LINE_START.sub(r"\1\\", escaped, count=1) if at_start else escaped


def _following(runs: list[Node], index: int) -> str:
    return str(runs[index + 1]["text"]) if index + 1 < len(runs) else ""


def _is_bare(run: Node) -> bool:
    words, marks = run["text"], run.get("marks", ())
    links = [mark for mark in marks if mark["type"] == "link"]
    is_code = any(mark["type"] == "code" for mark in marks)
    is_itself = bool(links) and links[0].get("attrs") == {"href": words}
    return is_itself and not is_code and is_bare_address(words)


def _code(words: str) -> str:
    longest = max((len(run) for run in _BACKTICKS.findall(words)), default=0)
    fence = "`" * (longest + 1)
    has_edge = words.startswith("`") or words.endswith("`") or words != words.strip(" ")
    pad = " " if has_edge and words.strip() else ""
    return f"{fence}{pad}{words}{pad}{fence}"


def fence_for(code: str, language: str) -> str:
    """What stands before and after a block of code."""
    mark = "~" if "`" in language else "`"
    longest = max((len(run) for run in re.findall(f"{mark}+", code)), default=0)
    return mark * max(3, longest + 1)
