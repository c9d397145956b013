from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.errors import Rejected, Unintelligible
from integrations.github.cursor import Cursor, Row, after, query, start

T1, T2 = "2026-01-02T03:04:05Z", "2026-01-02T03:04:06Z"


def test_a_walk_starts_at_its_time():
    assert start(datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC), None) == Cursor(since=T1)
    assert "since" not in query(start(None, None))


def test_the_next_page_asks_for_what_changed_since_the_last_entry():
    following = start(None, after(Cursor(), [Row(1, T1), Row(2, T2)]))
    assert following == Cursor(since=T2, seen=(2,))


def test_within_one_second_pages_are_counted():
    following = start(None, after(Cursor(since=T1), [Row(1, T1), Row(2, T1)]))
    assert following == Cursor(since=T1, page=2, seen=(1, 2))


def test_a_page_seen_in_full_leads_to_the_second_one_of_its_second():
    """A hundred entries of one second, reached from an earlier one, are answered once more."""
    rows = [Row(1, T2), Row(2, T2)]
    again = start(None, after(Cursor(since=T1), rows))
    assert again == Cursor(since=T2, seen=(1, 2))
    assert start(None, after(again, rows)) == Cursor(since=T2, page=2, seen=(1, 2))


def test_an_empty_page_is_the_end():
    assert after(Cursor(since=T1), []) is None


def test_a_list_that_repeats_itself_is_unintelligible():
    with pytest.raises(Unintelligible):
        after(Cursor(since=T1, page=2, seen=(1, 2)), [Row(1, T1), Row(2, T1)])


def test_a_list_that_goes_back_is_unintelligible():
    with pytest.raises(Unintelligible):
        after(Cursor(since=T2), [Row(1, T1)])


@given(st.text())
def test_a_foreign_cursor_is_rejected_or_read(text):
    try:
        start(None, text)
    except Rejected as error:
        assert error.fields == {"cursor": "unknown"}  # noqa: PT017 (both ends are fine)
