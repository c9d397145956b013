from hypothesis import given
from hypothesis import strategies as st

from integrations.equivalence import equivalent, plain_text

TEXTS = st.text(alphabet=" \t\r\nab", max_size=30)


def test_line_ends_do_not_count():
    assert equivalent("body", "one\r\ntwo", "one\ntwo")


def test_blanks_at_the_end_do_not_count():
    assert equivalent("body", "one \ntwo\n\n", "one\ntwo")


def test_a_hard_break_counts():
    assert not equivalent("body", "one  \ntwo", "one\ntwo")


def test_two_ways_to_say_nothing_are_one():
    assert equivalent("body", None, "")
    assert equivalent("milestone", "", None)
    assert equivalent("labels", None, ())


def test_blanks_around_a_title_do_not_count():
    assert equivalent("title", " Cut it ", "Cut it")


def test_blanks_within_a_title_count():
    assert not equivalent("title", "Cut  it", "Cut it")


def test_the_order_of_a_set_does_not_count():
    assert equivalent("labels", ("a", "b"), ("b", "a"))


def test_labels_are_compared_without_case_and_accounts_with_it():
    assert equivalent("labels", ("Bug",), ("bug",))
    assert not equivalent("assignees", ("Ada",), ("ada",))


@given(TEXTS)
def test_the_plain_form_of_a_text_is_plain(text):
    assert plain_text(plain_text(text)) == plain_text(text)


@given(TEXTS)
def test_the_plain_form_means_the_same(text):
    assert equivalent("body", plain_text(text), text)
