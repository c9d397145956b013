"""A document into Markdown that people and GitHub can read: ``marklas`` with plain words.

What Markdown cannot say becomes the nearest thing it can (a panel is a quote, a mention a name);
``adf.py`` finds out that something was lost. ``marklas`` leaves text at the beginning of a line
unescaped (``# x``), spells addresses twice and breaks lines with HTML: this is put right by
placeholders, which are set before it renders and replaced afterwards.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar, cast

from marklas import Transformer, ast, parse_adf, render_md

from integrations.markup.addresses import is_bare_address

_NEWLINE, _BACKSLASH, _OPEN, _CLOSE = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3"
_PLACEHOLDERS = str.maketrans("", "", _NEWLINE + _BACKSLASH + _OPEN + _CLOSE)
_ADDRESS = re.compile(f"{_OPEN}(.*?){_CLOSE}")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_LINE_START = re.compile(
    r"^(\s*)(?:(\d{1,9})(?=[.)](?:\s|$))|(?=#{1,6}(?:\s|$)|>|[-+](?:\s|$)|=+\s*$|[|:\-][-:|\s]*$))"
)
_CONTAINER = re.compile(r"^(?:> ?| +|[-*] (?:\[[ x]\] )?|\d+\. )*")
_SIMPLE_TARGET = re.compile(r"[^\s<>()\\]+")
_AFTER_ADDRESS = re.compile(rf"[)]|[.,:;!?]*(?:[\s{_NEWLINE}]|$)")
_TITLE = str.maketrans({'"': '\\"', "\\": "\\\\"})
_NEWLINE_TEXT = ast.Text(text=_NEWLINE)
_AnyInline = TypeVar("_AnyInline", bound=ast.Node)
_KEPT_MARKS = (ast.StrongMark, ast.EmMark, ast.StrikeMark, ast.CodeMark, ast.LinkMark)


def render(document: Mapping[str, Any]) -> str:
    """``document`` as Markdown without any HTML of ours."""
    simple = _ESCAPE(_NEAREST(parse_adf(dict(document))))
    markdown: str = render_md(cast("ast.Doc", simple), plain=True)
    lines = [_break_up(line) for line in markdown.split("\n")]
    return _ADDRESS.sub(_spell, "\n".join(lines)).replace(_BACKSLASH, "\\").strip("\n")


_NEAREST = Transformer()
_ESCAPE = Transformer()


@_NEAREST.register(ast.Text)
def _text(node: ast.Text) -> ast.Text:
    marks = [mark for mark in node.marks if isinstance(mark, _KEPT_MARKS)]
    return replace(node, text=node.text.translate(_PLACEHOLDERS), marks=marks)


@_NEAREST.register(ast.Mention)
def _mention(node: ast.Mention) -> ast.Text:
    name = node.text or node.id
    return ast.Text(text=name if name.startswith("@") else f"@{name}")


@_NEAREST.register(ast.Emoji)
def _emoji(node: ast.Emoji) -> ast.Text:
    return ast.Text(text=node.text or node.short_name)


@_NEAREST.register(ast.InlineCard)
def _card(node: ast.InlineCard) -> ast.Text | None:
    return _link(node.url, node.url) if node.url else None


@_NEAREST.register(ast.MediaInline)
def _attachment(node: ast.MediaInline) -> ast.Text:
    return ast.Text(text=f"📎 {node.alt or 'attachment'}")


@_NEAREST.register(ast.BlockCard)
def _block_card(node: ast.BlockCard) -> ast.Paragraph | None:
    return ast.Paragraph(content=[_link(node.url, node.url)]) if node.url else None


@_NEAREST.register(ast.EmbedCard)
def _embed(node: ast.EmbedCard) -> ast.Paragraph:
    return ast.Paragraph(content=[_link(node.url, node.url)])


@_NEAREST.register(ast.Panel)
def _panel(node: ast.Panel) -> ast.Blockquote:
    return ast.Blockquote(content=cast("list[ast.BlockquoteContent]", list(node.content)))


@_NEAREST.register(ast.Expand)
def _expand(node: ast.Expand) -> list[ast.Node]:
    return _titled(node.title, node.content)


@_NEAREST.register(ast.NestedExpand)
def _nested_expand(node: ast.NestedExpand) -> list[ast.Node]:
    return _titled(node.title, node.content)


@_NEAREST.register(ast.MediaSingle)
def _media_single(node: ast.MediaSingle) -> list[ast.Node]:
    return [_media(each) for each in node.content if isinstance(each, ast.Media)]


@_NEAREST.register(ast.MediaGroup)
def _media_group(node: ast.MediaGroup) -> list[ast.Node]:
    return [_media(each) for each in node.content]


@_NEAREST.register(ast.DecisionList)
def _decisions(node: ast.DecisionList) -> ast.BulletList:
    items = [ast.Paragraph(content=list(each.content)) for each in node.content]
    return ast.BulletList(content=[ast.ListItem(content=[item]) for item in items])


@_NEAREST.register(ast.LayoutSection)
def _layout(node: ast.LayoutSection) -> list[ast.Node]:
    return [block for column in node.content for block in column.content]


def _media(node: ast.Media) -> ast.Paragraph:
    words = f"📎 {node.alt or 'attachment'}"
    text = _link(node.alt or node.url, node.url) if node.url else ast.Text(text=words)
    return ast.Paragraph(content=[text])


def _titled(title: str | None, content: Sequence[ast.Node]) -> list[ast.Node]:
    heading = ast.Text(text=title or "", marks=[ast.StrongMark()])
    return [*([ast.Paragraph(content=[heading])] if title else []), *content]


def _link(words: str, address: str) -> ast.Text:
    return ast.Text(text=words, marks=[ast.LinkMark(href=address)])


@_ESCAPE.register(ast.Paragraph)
def _paragraph(node: ast.Paragraph) -> ast.Paragraph:
    return replace(node, content=_lines(node.content), marks=[])


@_ESCAPE.register(ast.TaskItem)
def _task(node: ast.TaskItem) -> ast.TaskItem:
    return replace(node, content=_lines(node.content))


@_ESCAPE.register(ast.Heading)
def _heading(node: ast.Heading) -> ast.Heading:
    content = [_NEWLINE_TEXT if isinstance(c, ast.HardBreak) else c for c in node.content]
    last = content[-1] if content else None
    if isinstance(last, ast.Text) and not last.marks and last.text.rstrip().endswith("#"):
        content[-1] = replace(last, text=f"{last.text.rstrip()[:-1]}{_BACKSLASH}#")
    return replace(node, content=_inlines(content), marks=[])


def _lines(content: Sequence[ast.Inline]) -> list[ast.Inline]:
    """The inlines with line breaks as placeholders, and nothing that begins a block by chance."""
    found: list[ast.Inline] = []
    is_start = True
    for node in content:
        if isinstance(node, ast.HardBreak):
            found.append(_NEWLINE_TEXT)
            is_start = True
            continue
        new = node
        if isinstance(node, ast.Text) and is_start and not node.marks:
            new = replace(node, text=_LINE_START.sub(rf"\1\2{_BACKSLASH}", node.text))
        is_start = is_start and isinstance(node, ast.Text) and not node.text.strip()
        found.append(new)
    return _inlines(found)


def _inlines(content: Sequence[ast.Inline]) -> list[ast.Inline]:
    """The inlines with what looks like an entity escaped, and links spelled by us."""
    found: list[ast.Inline] = []
    for index, node in enumerate(content):
        link = _link_of(node)
        if link is None or not isinstance(node, ast.Text):
            found.append(_escaped(node))
            continue
        before, after = _at(content, index - 1), _at(content, index + 1)
        text = _escaped(replace(node, marks=[mark for mark in node.marks if mark is not link]))
        if _is_bare(node, link):
            alone = not text.marks and _stands_alone(before, after)
            found.append(replace(text, text=_raw(node.text if alone else f"<{node.text}>")))
            continue
        found += [] if _link_of(before) == link else [ast.Text(text=_raw("["))]
        found.append(text)
        found += [] if _link_of(after) == link else [ast.Text(text=_raw(_target(link)))]
    return found


def _escaped(node: _AnyInline) -> _AnyInline:
    if not isinstance(node, ast.Text) or any(isinstance(m, ast.CodeMark) for m in node.marks):
        return node
    return replace(node, text=_ENTITY.sub(f"{_BACKSLASH}&", node.text))


def _at(content: Sequence[ast.Inline], index: int) -> ast.Inline | None:
    return content[index] if 0 <= index < len(content) else None


def _link_of(node: ast.Inline | None) -> ast.LinkMark | None:
    marks = node.marks if isinstance(node, ast.Text) else ()
    return next((mark for mark in marks if isinstance(mark, ast.LinkMark)), None)


def _is_bare(node: ast.Text, link: ast.LinkMark) -> bool:
    is_code = any(isinstance(mark, ast.CodeMark) for mark in node.marks)
    is_itself = link.href == node.text and not link.title
    return is_itself and not is_code and is_bare_address(node.text)


def _stands_alone(before: ast.Inline | None, after: ast.Inline | None) -> bool:
    """Whether an address between these two texts ends where they begin."""
    left = before.text if isinstance(before, ast.Text) else ""
    right = after.text if isinstance(after, ast.Text) else ""
    return not left[-1:].isalnum() and _AFTER_ADDRESS.match(right) is not None


def _target(link: ast.LinkMark) -> str:
    is_simple = _SIMPLE_TARGET.fullmatch(link.href) is not None
    address = link.href if is_simple else f"<{link.href}>"
    title = f' "{link.title.translate(_TITLE)}"' if link.title else ""
    return f"]({address}{title})"


def _raw(markdown: str) -> str:
    """A placeholder for ``markdown`` that no escaping touches."""
    return f"{_OPEN}{markdown.encode().hex()}{_CLOSE}"


def _spell(found: re.Match[str]) -> str:
    return bytes.fromhex(found.group(1)).decode()


def _break_up(line: str) -> str:
    """A rendered line with its breaks: real ones, kept inside the list or quote it stands in."""
    if _NEWLINE not in line:
        return line
    if line.lstrip("> ").startswith(("|", "#")):
        return line.replace(_NEWLINE, "<br>")
    container = _CONTAINER.match(line)
    prefix = container.group(0) if container else ""
    indent = "".join(each if each == ">" else " " for each in prefix)
    first, *others = line[len(prefix) :].split(_NEWLINE)
    parts = [prefix + first.rstrip(), *(f"{indent}{each.strip()}" for each in others)]
    return "\n".join(parts)
