"""Markdown and Jira's wiki markup."""

import importlib
import subprocess

import pytest
from bodies import GRAMMAR, MARKDOWN
from hypothesis import given, settings

from integrations.markup import wiki
from integrations.markup.wiki import from_markdown, to_markdown

UNSTABLE = {
    "literal block marks",
    "literal block marks in one paragraph",
    "literal inline marks",
    "two lists",
    "a quote in a quote",
    "a quote with everything",
    "entities",
}
"""Bodies that pandoc spells anew in every round: the base keeps them still, not the conversion."""


@pytest.fixture(autouse=True)
def nothing_remembered():
    wiki.forget()
    yield
    wiki.forget()


@pytest.fixture
def no_pandoc(monkeypatch):
    def missing(name):
        raise ImportError(name)

    monkeypatch.setattr(importlib, "import_module", missing)


def once(markdown: str) -> str:
    return to_markdown(from_markdown(markdown)).markdown


@pytest.mark.parametrize("name", sorted(set(MARKDOWN) - UNSTABLE))
def test_converting_a_body_again_changes_nothing_more(name):
    spelled = once(MARKDOWN[name])

    assert once(spelled) == spelled


def test_marks_become_wiki_marks():
    assert from_markdown("# h\n\n**b** *i* `c`") == "h1. h\n*b* _i_ {{c}}"


def test_wiki_marks_become_marks():
    assert to_markdown("h1. h\n\n*b* _i_ {{c}}").markdown == "# h\n\n**b** *i* `c`"


def test_the_language_of_a_fence_becomes_a_code_macro():
    assert from_markdown("```python\nx\n```") == "{code:python}\nx\n{code}"


def test_a_literal_hash_is_no_list():
    assert from_markdown("\\# x") == "\\# x"


def test_text_that_comes_back_unchanged_is_safe():
    assert to_markdown("*b* and _i_").lossy is None


@pytest.mark.parametrize("text", ["ask [~octavia]", "{panel}careful{panel}", "{color:red}x{color}"])
def test_what_markdown_cannot_say_is_guarded(text):
    assert to_markdown(text).lossy is not None


def test_a_macro_on_one_line_keeps_its_words():
    assert to_markdown("{panel}careful{panel}").markdown == "careful"
    assert to_markdown("{code:sh}x = 1{code}").markdown == "```sh\nx = 1\n```"


def test_a_text_whose_words_would_be_lost_passes_guarded(monkeypatch):
    monkeypatch.setattr(wiki, "_run", lambda *_: "something")

    reading = to_markdown("*everything*")

    assert reading.markdown == "*everything*"
    assert reading.lossy == "pandoc would drop words of this text"


def test_no_text_reads_as_nothing():
    assert to_markdown(None).markdown == ""


def test_plain_words_need_no_pandoc(no_pandoc):
    reading = to_markdown("Just words, and more.\nAnd a line.")

    assert reading.markdown == "Just words, and more.\nAnd a line."
    assert reading.lossy is None


def test_without_pandoc_markup_passes_guarded(no_pandoc):
    reading = to_markdown("h1. *b*")

    assert reading.markdown == "h1. *b*"
    assert reading.lossy == "install trueline[wiki] to convert wiki markup"


def test_without_pandoc_markdown_passes_as_it_is(no_pandoc):
    assert from_markdown("**b**") == "**b**"


def test_a_text_that_takes_too_long_passes_guarded(monkeypatch):
    def hang(*args, **kwargs):
        raise subprocess.TimeoutExpired("pandoc", 10)

    monkeypatch.setattr(subprocess, "run", hang)

    assert to_markdown("*never seen*").lossy == "pandoc could not convert the text"


def test_a_text_that_is_too_long_passes_guarded():
    assert to_markdown("*a* " * 30_000).lossy == "the text is too long to convert"


@given(GRAMMAR)
@settings(max_examples=25, deadline=None)
def test_no_markdown_breaks_the_conversion(markdown):
    assert isinstance(once(markdown), str)
