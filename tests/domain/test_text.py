"""Which text is acceptable, whoever writes it."""

from datetime import datetime

import pytest
from deciding import origin
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from domain import text
from domain.refusal import Malformed


def codes(wrong: text.Wrong) -> list[str]:
    return [each.code for each in wrong]


def test_everything_wrong_is_refused_together():
    with pytest.raises(Malformed, match="title is blank") as refusal:
        text.refuse(text.line("title", ""), [], text.day("due", "soon"))
    assert [each.field for each in refusal.value.fields] == ["title", "due"]


def test_nothing_wrong_is_not_refused():
    text.refuse([], text.line("title", "It creaks"))


@pytest.mark.parametrize("value", ["café", "日本語", "🚲", "a\u00a0b", "\u202eabc"])
def test_any_language_is_fine(value):
    assert text.line("title", value) == text.prose("description", value) == []


@pytest.mark.parametrize("value", ["a\nb", "a\r\nb", "a\tb", ""])
def test_prose_may_have_lines_and_tabs_or_be_empty(value):
    assert text.prose("description", value) == []


@pytest.mark.parametrize("value", ["\0", "\x1b[31m", "\x7f", "\x9f", "\ud83d"])
def test_prose_has_no_other_control_characters(value):
    assert codes(text.prose("description", value)) == ["control-characters"]


def test_a_limit_counts_characters_not_bytes():
    assert text.line("title", "é" * 255) == []
    assert codes(text.line("title", "é" * 256)) == ["too-long"]


def test_what_is_too_long_is_not_repeated_in_full():
    assert text.line("title", "x" * 10_000)[0].found == "10000"


def test_a_time_without_a_zone_is_refused():
    naive = replace(origin(), occurred_at=datetime(2026, 1, 2))  # noqa: DTZ001  # the point of it
    assert codes(text.origin(naive)) == ["naive-datetime"]


@given(st.text())
def test_cleaned_text_has_the_same_length_and_no_control_characters(value):
    clean = text.without_control(value)
    assert len(clean) == len(value)
    assert not text.has_control(clean, allowed="\t\n\r")
    clean.encode()


@given(st.text())
def test_text_in_order_is_left_alone(value):
    if not text.has_control(value, allowed="\t\n\r"):
        assert text.without_control(value) == value


@given(st.text())
def test_a_label_is_one_word_of_at_most_fifty_characters(value):
    if text.is_label(value):
        assert len(value) <= 50
        assert value.split() == [value]
        assert "," not in value
