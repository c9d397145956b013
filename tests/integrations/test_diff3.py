from hypothesis import given
from hypothesis import strategies as st

from integrations.diff3 import MOST_LINES, merge_text

BASE = "one\n\ntwo\n\nthree"
TEXTS = st.lists(st.sampled_from(["one", "two", "three", ""]), max_size=8).map("\n".join)


def test_two_paragraphs_are_edited_side_by_side():
    assert merge_text(BASE, "ONE\n\ntwo\n\nthree", "one\n\ntwo\n\nTHREE") == "ONE\n\ntwo\n\nTHREE"


def test_the_same_edit_twice_is_one_edit():
    assert merge_text(BASE, "one\n\ntwo", "one\n\ntwo") == "one\n\ntwo"


def test_two_edits_of_one_line_do_not_merge():
    assert merge_text(BASE, "1\n\ntwo\n\nthree", "ONE\n\ntwo\n\nthree") is None


def test_an_edit_of_a_line_the_other_side_deleted_does_not_merge():
    assert merge_text(BASE, "one\n\nthree", "one\n\nTWO\n\nthree") is None


def test_line_ends_alone_are_no_edit():
    edited = "one\n\ntwo\n\nTHREE"
    assert merge_text(BASE, BASE.replace("\n", "\r\n"), edited) == edited


def test_a_very_long_text_is_left_to_people():
    long = "line\n" * MOST_LINES
    assert merge_text(long, long + "ours", "theirs\n" + long) is None


@given(TEXTS, TEXTS)
def test_an_edit_against_nothing_is_that_edit(base, edited):
    assert merge_text(base, edited, base) == merge_text(base, base, edited) == edited.rstrip()


@given(TEXTS, TEXTS, TEXTS)
def test_sides_may_be_swapped(base, ours, theirs):
    assert merge_text(base, ours, theirs) == merge_text(base, theirs, ours)
