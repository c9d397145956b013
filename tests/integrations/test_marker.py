from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from integrations.marker import LENGTH, mark, unmark

INTENT = UUID("12345678-1234-5678-1234-567812345678")


@given(st.text() | st.text("a\r\n "), st.uuids())
def test_a_mark_comes_off_as_it_went_on(text, intent):
    if unmark(text)[1] is None:
        assert unmark(mark(text, intent)) == (text, intent)


def test_an_empty_text_can_carry_a_mark():
    assert unmark(mark("", INTENT)) == ("", INTENT)


def test_no_intent_leaves_no_mark():
    assert mark("Text", None) == "Text"


def test_a_text_without_mark_stays_as_it_is():
    assert unmark("Text\r\n ") == ("Text\r\n ", None)


def test_a_mark_is_found_after_windows_line_ends_and_before_later_words():
    text = mark("Text", INTENT).replace("\n", "\r\n") + "\r\nAdded by hand"
    assert unmark(text) == ("Text\r\nAdded by hand", INTENT)


def test_a_mark_inside_a_line_is_text():
    text = f"Look: {mark('', INTENT)}"
    assert unmark(f"{text} there")[1] is None


def test_a_mark_adds_no_more_than_it_says():
    assert len(mark("Text", INTENT)) == len("Text") + LENGTH


def test_a_hostile_text_costs_no_time():
    assert unmark("\n" * 100_000 + "<!-- trueline:intent=" * 5_000)[1] is None
