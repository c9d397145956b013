"""Markdown into a document: ``marklas`` with the texts it would drop kept.

On its own it drops addresses of images, HTML, and blocks that a document cannot nest (a heading in
a quote). Here every such token is first turned into one that a document can hold. A line break in
Markdown is a line break in the document, as both trackers show it.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, cast

import mistune
from marklas import Transformer, ast, render_adf
from marklas.md.parser.block import dispatch_blocks
from marklas.md.parser.ir import collect, is_doc
from marklas.md.parser.normalize import normalize_blocks

from integrations.markup.addresses import bare_addresses

Token = dict[str, Any]

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_PARSER = mistune.create_markdown(
    renderer="ast", plugins=["table", "strikethrough", "task_lists", cast("Any", bare_addresses)]
)

_VALID = Transformer()
"""Puts right what Jira would refuse: empty texts, empty cells, bold code."""


def parse(markdown: str) -> dict[str, Any]:
    """The document that says ``markdown``."""
    tokens = _PARSER(markdown)
    if not isinstance(tokens, list):
        raise TypeError(type(tokens))
    blocks = normalize_blocks(_blocks(tokens, "doc"))
    document = _VALID(ast.Doc(content=collect(dispatch_blocks(blocks), is_doc)))
    adf: dict[str, Any] = render_adf(cast("ast.Doc", document))
    return adf


def _blocks(tokens: list[Token], inside: str) -> list[Token]:
    return [each for token in tokens for each in _block(token, inside)]


def _block(token: Token, inside: str) -> Iterator[Token]:
    kind = token["type"]
    if kind == "block_html":
        yield from _html_block(token["raw"])
    elif kind == "list":
        yield _list(token, inside)
    elif kind == "block_quote":
        children = _blocks(token["children"], inside if inside != "doc" else "quote")
        if inside != "doc":
            yield from children
        elif any(child["type"] != "blank_line" for child in children):
            yield {**token, "children": children}
    elif inside != "doc" and kind in _FLATTENED:
        yield from _FLATTENED[kind](token)
    elif "children" in token:
        yield {**token, "children": _inlines(token["children"])}
    else:
        yield token


def _html_block(raw: str) -> Iterator[Token]:
    lines = [line for line in _COMMENT.sub("", raw).split("\n") if line.strip()]
    children: list[Token] = []
    for line in lines:
        children += [{"type": "linebreak"}] if children else []
        children.append(_text(line.strip()))
    if children:
        yield _paragraph(children)


def _list(token: Token, inside: str) -> Token:
    items = [item for item in token["children"] if item["type"] in _ITEMS]
    if inside == "doc" and not token["attrs"].get("ordered") and all(map(_is_task, items)):
        return {**token, "children": [_task(item) for item in items]}
    return {**token, "children": [_item(item, inside) for item in items]}


_ITEMS = ("list_item", "task_list_item")


def _is_task(item: Token) -> bool:
    """Whether a document can hold it: one text, then at most lists of tasks."""
    if item["type"] != "task_list_item":
        return False
    children = [child for child in item["children"] if child["type"] != "blank_line"]
    lists = [child for child in children[1:] if child["type"] == "list"]
    return (
        bool(children)
        and children[0]["type"] in ("block_text", "paragraph")
        and len(lists) == len(children) - 1
        and all(map(_is_list_of_tasks, lists))
    )


def _is_list_of_tasks(token: Token) -> bool:
    return not token["attrs"].get("ordered") and all(map(_is_task, token["children"]))


def _task(item: Token) -> Token:
    children = [child for child in item["children"] if child["type"] != "blank_line"]
    return {**item, "children": _blocks(children, "doc")}


def _item(item: Token, inside: str) -> Token:
    children = _blocks(item["children"], inside if inside == "quote" else "item")
    children = [child for child in children if child["type"] != "blank_line"]
    if item["type"] == "task_list_item":
        box = _text("[x] " if item["attrs"].get("checked") else "[ ] ")
        first = children[0] if children and "children" in children[0] else None
        if first is not None and first["type"] in ("block_text", "paragraph"):
            children[0] = {**first, "children": [box, *first["children"]]}
        else:
            children.insert(0, _paragraph([box]))
    if not children or children[0]["type"] == "list":
        children.insert(0, _paragraph([]))
    return {**item, "type": "list_item", "children": children}


def _bold_line(token: Token) -> Iterator[Token]:
    yield _paragraph([{"type": "strong", "children": _inlines(token["children"])}])


def _rule(_token: Token) -> Iterator[Token]:
    yield _paragraph([_text("---")])


_FLATTENED = {"heading": _bold_line, "thematic_break": _rule}
"""What a document cannot hold in a list or a quote; a table there is no table in Markdown."""


def _inlines(tokens: list[Token], *, linked: bool = False) -> list[Token]:
    return [each for token in tokens for each in _inline(token, linked=linked)]


def _inline(token: Token, *, linked: bool) -> Iterator[Token]:
    kind = token["type"]
    if kind == "text":
        yield _text(html.unescape(token["raw"]))
    elif kind == "softbreak":
        yield {"type": "linebreak"}
    elif kind in ("inline_html", "block_html"):
        raw = _COMMENT.sub("", token["raw"])
        yield from [{"type": "linebreak"} if _BREAK.fullmatch(raw) else _text(raw)] if raw else []
    elif kind == "image":
        words = _inlines(token["children"], linked=True) or [_text(token["attrs"]["url"])]
        yield from words if linked else [{**token, "type": "link", "children": words}]
    elif kind == "link" and linked:
        yield from _inlines(token["children"], linked=True)
    elif "children" in token:
        is_linked = linked or kind == "link"
        yield {**token, "children": _inlines(token["children"], linked=is_linked)}
    else:
        yield token


def _text(raw: str) -> Token:
    return {"type": "text", "raw": raw}


def _paragraph(children: list[Token]) -> Token:
    return {"type": "paragraph", "children": children}


@_VALID.register(ast.Text)
def _valid_text(node: ast.Text) -> ast.Text | list[ast.Node]:
    is_code = any(isinstance(mark, ast.CodeMark) for mark in node.marks)
    kept = [m for m in node.marks if not is_code or isinstance(m, ast.CodeMark | ast.LinkMark)]
    by_type = {type(mark): mark for mark in kept}
    return replace(node, marks=list(by_type.values())) if node.text else []


@_VALID.register(ast.TableCell)
def _valid_cell(node: ast.TableCell) -> ast.TableCell:
    return node if node.content else replace(node, content=[ast.Paragraph()])


@_VALID.register(ast.TableHeader)
def _valid_header(node: ast.TableHeader) -> ast.TableHeader:
    return node if node.content else replace(node, content=[ast.Paragraph()])


@_VALID.register(ast.ListItem)
def _valid_item(node: ast.ListItem) -> ast.ListItem:
    return node if node.content else replace(node, content=[ast.Paragraph()])
