"""What Jira takes for an Atlassian document, and what it does not."""

from typing import Any

import marklas
import pytest

from integrations.sandbox.jira import adf


def doc(*content: Any) -> dict[str, Any]:
    return {"type": "doc", "version": 1, "content": list(content)}


def text(words: str, *marks: Any) -> dict[str, Any]:
    return {"type": "text", "text": words} | ({"marks": list(marks)} if marks else {})


def par(*content: Any) -> dict[str, Any]:
    return {"type": "paragraph", "content": list(content)}


@pytest.mark.parametrize(
    "document",
    [
        doc(),
        doc(par()),
        doc({"type": "paragraph"}),
        doc(par(text("a", {"type": "strong"}), {"type": "hardBreak"}, text("b"))),
        doc(par(text("x", {"type": "link", "attrs": {"href": "https://acme.test"}}))),
        doc({"type": "heading", "attrs": {"level": 2}, "content": [text("x")]}),
        doc({"type": "codeBlock", "attrs": {"language": "rust"}, "content": [text("x")]}),
        doc({"type": "panel", "attrs": {"panelType": "info"}, "content": [par(text("x"))]}),
        doc(par({"type": "mention", "attrs": {"id": "1", "text": "@Ada"}})),
        doc({"type": "rule"}),
    ],
)
def test_a_document_is_taken(document: object):
    assert adf.is_document(document)


@pytest.mark.parametrize(
    "document",
    [
        None,
        "text",
        {},
        {"type": "doc", "version": 1},
        {"type": "doc", "version": 2, "content": []},
        doc(text("not in a block")),
        doc({"type": "wish"}),
        doc(par(text(""))),
        doc(par(par())),
        doc(par(text("x", {"type": "loud"}))),
        doc(par(text("x", {"type": "code"}, {"type": "strong"}))),
        doc(par(text("x", {"type": "strong"}, {"type": "strong"}))),
        doc(par(text("x", {"type": "link"}))),
        doc({"type": "heading", "attrs": {"level": 7}}),
        doc({"type": "heading", "content": [text("x")]}),
        doc({"type": "bulletList", "content": []}),
        doc({"type": "bulletList", "content": [par(text("x"))]}),
        doc({"type": "panel", "content": [par(text("x"))]}),
        doc({"type": "rule", "content": []}),
        doc({"type": "paragraph", "content": "text"}),
        doc("text"),
    ],
)
def test_what_is_no_document_is_refused(document: object):
    assert not adf.is_document(document)


@pytest.mark.parametrize(
    "markdown",
    [
        "# One\n\ntwo **three** *four* `five` ~~six~~ [seven](https://acme.test)",
        "- a\n- b\n  - c\n\n1. d\n2. e",
        "- [ ] to do\n- [x] done",
        "```rust\nfn main() {}\n```",
        "> quoted\n> twice",
        "| a | b |\n|---|---|\n| 1 | **2** |",
        "one  \ntwo\n\n---\n\nمرحبا 🎉",  # noqa: RUF001 (Arabic)
    ],
)
def test_what_a_converter_makes_of_markdown_is_taken(markdown: str):
    assert adf.is_document(marklas.to_adf(markdown))


def test_the_text_of_a_document_is_one_line_per_block():
    heading = {"type": "heading", "attrs": {"level": 1}, "content": [text("One")]}
    item = {"type": "listItem", "content": [par(text("two"), text(" and a half"))]}
    listed = {"type": "bulletList", "content": [item]}
    mention = {"type": "mention", "attrs": {"id": "1", "text": "@Ada"}}
    document = doc(heading, listed, par(mention, {"type": "hardBreak"}, text("three")))
    assert adf.plain(document) == "One\ntwo and a half\n@Ada\nthree"


def test_plain_text_becomes_paragraphs_and_back():
    assert adf.plain(adf.document("One\n\nTwo")) == "One\nTwo"
