"""The search: what says the words is found, the best first, whatever the question holds."""

import re
from uuid import UUID

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from domain.backlog_item.commands import Comment, Edit
from projections.cursor import CursorMismatch
from projections.said import Said
from projections.search.query import search
from projections.search.tables import SEARCH_TEXT
from projections.search.texts import forget_words, keep_texts, text_of
from projections.search.words import lexemes


@pytest.fixture
def hits(show):
    """The keys of what is found, the best first."""
    return lambda q, **named: [each.key for each in show(search, q, **named).rows]


@pytest.fixture
def some(plan):
    """Three items about two matters."""
    plan.create()
    one = plan.add(1, "Notes get lost", description="After a restart of the server")
    plan.add(2, "It is slow", description="Lost time, and a lost customer; see example.com")
    plan.add(3, "Über-Notizen", description="Zażółć gęślą jaźń")
    return one


def test_titles_descriptions_and_comments_are_found(plan, some, hits):
    plan.ask(some, Comment("Seen on a zebra", UUID(int=4)))
    assert hits("zebra") == ["ACME-1"]
    assert hits("restart") == ["ACME-1"]
    assert set(hits("lost")) == {"ACME-1", "ACME-2"}


def test_a_title_ranks_before_a_description(some, hits):
    assert hits("lost")[0] == "ACME-1"


def test_every_word_has_to_be_there(some, hits):
    assert hits("lost restart") == ["ACME-1"]
    assert hits("lost zebra") == []


def test_a_beginning_finds_the_whole_word_in_any_case(some, hits):
    assert hits("CUSTOM") == ["ACME-2"]
    assert hits("über gęś") == ["ACME-3"]


def test_a_key_finds_its_thing(some, hits):
    assert hits("ACME-2") == ["ACME-2"]


def test_words_within_an_address_are_found(some, hits):
    assert hits("com example") == ["ACME-2"]


def test_what_is_no_longer_said_is_no_longer_found(plan, some, hits):
    plan.ask(some, Edit(title="Notes vanish"))
    assert "ACME-1" not in hits("lost")
    assert hits("vanish") == ["ACME-1"]


def test_kinds_and_products_narrow(some, hits):
    assert hits("notes", kinds=("product",)) == ["ACME"]
    assert hits("notes", product="OTHER") == []


def test_a_snippet_shows_where_the_words_stand(some, show):
    [hit] = show(search, "restart").rows
    assert "[restart]" in hit.snippet
    assert hit.title == "Notes get lost"


def test_pages_hold_every_hit_once(plan, show):
    plan.create()
    for number in range(1, 8):
        plan.add(number, "The same words")
    found, cursor = [], None
    while True:
        page = show(search, "same", limit=3, cursor=cursor)
        found += [each.key for each in page.rows]
        if (cursor := page.next) is None:
            break
    assert sorted(found) == [f"ACME-{number}" for number in range(1, 8)]


def test_a_search_cursor_is_only_good_for_its_own_words(plan, show):
    plan.create()
    for number in range(1, 4):
        plan.add(number, "The same words")
    cursor = show(search, "same", limit=1).next
    with pytest.raises(CursorMismatch):
        show(search, "words", limit=1, cursor=cursor)


HOSTILE = st.sampled_from(
    [
        "'",
        '"',
        "lost OR",
        "NEAR(",
        "title:",
        "a*b",
        "^",
        "&|!",
        ":*",
        "\\",
        "%_",
        "()",
        "-- ;",
        "\0",
    ]
)


@given(q=st.lists(HOSTILE | st.text(max_size=5), max_size=4).map(" ".join))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_question_breaks_the_search(some, show, q):
    assert isinstance(show(search, q).rows, list)


def kept(database, *said: Said) -> None:
    """What one thing said in turn, without any fact."""
    with database.begin() as connection:
        connection.execute(sa.delete(SEARCH_TEXT))
        forget_words(connection)
        for each in said:
            text = [text_of("ACME-1", each)]
            is_new = each is said[0]
            keep_texts(connection, text if is_new else [], [] if is_new else text)


def found(database, q: str) -> list[str]:
    with database.read() as connection:
        return [each.key for each in search(connection, q).rows]


EUROPEAN = st.characters(categories=("Ll", "Lu"), max_codepoint=0x04FF) | st.sampled_from(" .-_")


@given(title=st.text(max_size=40), body=st.text(EUROPEAN, max_size=200))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@example(title="", body="İ")
def test_whatever_is_said_can_be_kept_and_is_found_by_its_words(database, title, body):
    kept(database, Said("before", [title], []), Said(title, [body], []))
    for word in re.findall(r"[^\W_]+", body)[:5]:  # as it is said: its small letters may be others
        assert found(database, word) == ["ACME-1"]


def test_a_long_text_is_kept(database):
    body = " ".join(f"word{number}" for number in range(20_000)) + " x" * 300 + "y" * 5_000
    kept(database, Said("Long", [body], []))
    assert found(database, "word9999") == ["ACME-1"]


def test_every_place_of_a_word_is_told_and_those_in_the_title_weigh_the_most():
    assert (
        lexemes("ACME-1 Lost", "lost again, LOST") == "acme:1A 1:2A lost:3A lost:4 again:5 lost:6 "
    )
