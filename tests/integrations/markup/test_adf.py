"""Markdown and Atlassian documents."""

import json
import re
import time
from pathlib import Path

import pytest
from bodies import GRAMMAR, GUARDED, MARKDOWN, SAFE, doc, para, text
from hypothesis import given, settings
from hypothesis import strategies as st

from integrations.markup.adf import from_markdown, says_the_same, to_markdown
from integrations.markup.adf_normal import normal
from integrations.sandbox.jira.adf import is_document
from integrations.sandbox.jira.adf import plain as text_of

ONE_SECOND = 1.0


def once(markdown: str) -> str:
    return to_markdown(from_markdown(markdown)).markdown


@pytest.mark.parametrize("name", MARKDOWN)
def test_every_body_becomes_a_document_that_jira_takes(name):
    assert is_document(from_markdown(MARKDOWN[name]))


@pytest.mark.parametrize("name", MARKDOWN)
def test_converting_a_body_again_changes_nothing_more(name):
    spelled = once(MARKDOWN[name])

    assert once(spelled) == spelled


@pytest.mark.parametrize("name", MARKDOWN)
def test_what_we_wrote_is_never_guarded(name):
    assert to_markdown(from_markdown(MARKDOWN[name])).lossy is None


@pytest.mark.parametrize("name", MARKDOWN)
def test_no_word_of_a_body_is_lost(name):
    without_comments = re.sub(r"<!--.*?-->", "", MARKDOWN[name], flags=re.DOTALL)
    shown = json.dumps(from_markdown(MARKDOWN[name]), ensure_ascii=False)

    lost = [w for w in re.findall(r"[a-zA-Z]{2,}", without_comments) if w not in shown]
    assert set(lost) <= {"lt", "gt", "amp", "copy", "br", "png", "md"}


@given(GRAMMAR)
@settings(max_examples=100, deadline=None)
def test_converting_any_markdown_again_changes_nothing_more(markdown):
    spelled = once(markdown)

    assert once(spelled) == spelled


@given(GRAMMAR)
@settings(max_examples=100, deadline=None)
def test_any_markdown_becomes_a_document_that_jira_takes(markdown):
    assert is_document(from_markdown(markdown))


@given(GRAMMAR)
@settings(max_examples=100, deadline=None)
def test_any_markdown_reads_back_as_the_same_document(markdown):
    document = from_markdown(markdown)

    assert normal(from_markdown(to_markdown(document).markdown)) == normal(document)


@given(st.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_no_text_breaks_the_conversion(words):
    assert is_document(from_markdown(words))


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"]), min_size=1))
@settings(max_examples=100, deadline=None)
def test_literal_text_stays_literal(words):
    document = doc(para(words))

    reading = to_markdown(document)

    assert normal(from_markdown(reading.markdown)) == normal(document)
    assert reading.lossy is None


@pytest.mark.parametrize("kind", GUARDED)
def test_what_markdown_cannot_say_is_guarded_by_name(kind):
    lossy = to_markdown(GUARDED[kind]).lossy

    assert lossy is not None
    assert kind in lossy


@pytest.mark.parametrize("name", SAFE)
def test_what_jira_adds_by_itself_is_no_loss(name):
    assert to_markdown(SAFE[name]).lossy is None


def test_a_mention_reads_as_a_name():
    assert to_markdown(GUARDED["mention"]).markdown == "ask @Octavia"


def test_a_panel_reads_as_a_quote():
    assert to_markdown(GUARDED["panel"]).markdown == "> careful"


def test_a_bare_address_becomes_a_link():
    document = from_markdown("See https://a.example/x_y.")

    marks = document["content"][0]["content"][1]["marks"]
    assert marks == [{"type": "link", "attrs": {"href": "https://a.example/x_y"}}]


def test_an_image_becomes_a_link():
    document = from_markdown("![a plan](https://a.example/i.png)")

    link = {"type": "link", "attrs": {"href": "https://a.example/i.png"}}
    assert document["content"] == [para({"type": "text", "text": "a plan", "marks": [link]})]


def test_a_literal_hash_is_no_heading():
    assert to_markdown(doc(para("# x"))).markdown == "\\# x"


def test_the_language_of_a_fence_stays():
    assert once("```python\nx\n```") == "```python\nx\n```"


def test_a_line_break_stays_a_line_break():
    assert once("- one\n  two") == "- one\n  two"


@pytest.mark.parametrize(
    ("one", "other"),
    [("* a\n* b", "- a\n- b"), ("__a__", "**a**"), ("One\n===", "# One"), ("1) a", "1. a")],
)
def test_other_spellings_say_the_same(one, other):
    assert says_the_same(one, other)


def test_other_words_do_not_say_the_same():
    assert not says_the_same("a", "b")


REAL = Path(__file__).parents[4] / "shared" / "data" / "github-openframeworks-issues.json"


@pytest.mark.skipif(not REAL.exists(), reason="the real issues are not at hand")
def test_every_real_body_becomes_a_document_and_comes_back():
    bodies = [row["body"] or "" for row in json.loads(REAL.read_text())]

    for body in bodies:
        document = from_markdown(body)
        reading = to_markdown(document)
        assert is_document(document)
        assert reading.lossy is None
        assert once(reading.markdown) == reading.markdown


def test_no_document_reads_as_nothing():
    assert to_markdown(None).markdown == ""


@pytest.mark.parametrize(
    "spelled", ["- a\n  - b\n- c", "[a](https://a.example)", "1. a\n2. b\n\nc"]
)
def test_common_spellings_stay_as_they_are(spelled):
    assert once(spelled) == spelled


def test_a_document_that_is_none_is_guarded():
    reading = to_markdown({"type": "doc", "content": [{"type": "heading", "attrs": []}, para("x")]})

    assert reading.lossy is not None


def test_a_deep_document_is_read_as_plain_text():
    document = para("deep")
    for _ in range(5_000):
        document = {"type": "blockquote", "content": [document]}

    reading = to_markdown(doc(document, para("shallow")))

    assert reading.lossy == "the document is nested too deeply"
    assert "shallow" in reading.markdown


def test_a_table_that_asks_for_too_much_is_read_as_plain_text():
    cell = {"type": "tableCell", "attrs": {"colspan": 10**9}, "content": [para("x")]}
    table = {"type": "table", "content": [{"type": "tableRow", "content": [cell]}]}

    reading = to_markdown(doc(table))

    assert reading.lossy == "the document has a table too wide to convert"
    assert reading.markdown == "x"


@pytest.mark.parametrize(
    "bomb",
    [
        "[" * 30_000,
        "*a" * 15_000,
        ">" * 30_000,
        "![" * 15_000,
        "`" * 30_000,
        "https://" + "(" * 30_000,
        "\n".join("  " * depth + "- a" for depth in range(200)),
        "|a" * 2_000 + "\n" + "|-" * 2_000,
        "<a " * 10_000,
    ],
    ids=range(9),
)
def test_no_text_takes_long(bomb):
    began = time.process_time()

    document = from_markdown(bomb)

    assert is_document(document)
    assert time.process_time() - began < 5 * ONE_SECOND


def test_a_text_beyond_every_limit_stays_plain():
    document = from_markdown("**a** " * 20_000)

    assert text_of(document).startswith("**a** **a**")


def test_text_keeps_its_marks():
    assert to_markdown(doc(para(text("a", "strong"), " ", text("b", "em")))).markdown == "**a** *b*"
