"""What people and trackers wrote is text on a page of Markdown, whatever stands in it."""

import mistune
import pytest
from hypothesis import given
from hypothesis import strategies as st

from projections.markdown import inline, paragraphs

READ = mistune.create_markdown(escape=True, plugins=["table", "strikethrough", "url"])


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "[click](javascript:alert(1))",
        "![x](http://evil.test/pixel.png)",
        "# A heading",
        "- a point",
        "1. a number",
        "> a quote",
        "*loud* _louder_ `code` ~~gone~~",
        "| a | b |",
        "&lt;b&gt; &copy;",
        "https://evil.test/login",
        "<https://evil.test>",
        "\\*still plain\\*",
        "---",
        "=====",
        "[ref]: http://evil.test",
    ],
)
def test_nothing_in_a_text_is_markup(hostile):
    page = str(READ(inline(hostile))).strip()
    assert page.startswith("<p>")
    assert page.endswith("</p>")
    assert "<" not in page.removeprefix("<p>").removesuffix("</p>")


def test_plain_text_stays_as_it_is():
    assert inline("Field teams work in the train: 100 % of them.") == (
        "Field teams work in the train: 100 % of them."
    )


def test_what_turns_the_direction_is_made_visible():
    assert inline("abc\u202edef\u200b") == "abc\ufffddef\ufffd"


def test_a_text_is_one_line():
    assert inline("one\n\n# two\r\n three") == "one \\# two three"


def test_paragraphs_stay_apart():
    assert paragraphs("one\ntwo\r\n\r\n- three\n") == "one two\n\n\\- three"


@given(st.text(max_size=60))
def test_any_text_is_read_as_the_text_that_it_is(text):
    page = str(READ(inline(text)))
    assert page.count("<") == page.count("</p>") * 2
