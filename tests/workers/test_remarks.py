"""Comments are compared pair by pair: the side that moved is followed."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from items import ADDED
from msgspec.structs import replace

from domain.backlog_item.evolve import evolve
from domain.backlog_item.state import BacklogItem
from domain.backlog_item.state import Comment as Said
from domain.link.state import Link, Pair
from integrations.issue import Comment, Person
from workers.remarks import (
    Adopt,
    Forget,
    Post,
    Pull,
    Remove,
    comment_of,
    heard,
    intent_of,
    is_due,
    spoken,
    steps,
)

LINK_ID, HERE, OURS = UUID(int=1), UUID(int=2), UUID(int=3)
NOW = datetime(2026, 1, 2, tzinfo=UTC)


def item(**comments: str) -> BacklogItem:
    said = {UUID(name[1:]): Said("Ada", body) for name, body in comments.items()}
    return replace(evolve(None, ADDED), comments=said)


def ours(body: str) -> BacklogItem:
    return item(**{f"c{OURS}": body})


def link(*pairs: Pair) -> Link:
    paired = dict.fromkeys([OURS], pairs[0]) if pairs else {}
    return Link(item=UUID(int=9), connection=HERE, intent=LINK_ID, phase="active", comments=paired)


def there(body: str, **values: Any) -> Comment:
    person = Person("7", "octavia")
    stock: dict[str, Any] = {"id": "55", "issue_key": "1", "author": person, "body": body}
    return Comment(**stock | {"created_at": NOW, "updated_at": NOW} | values)


def test_a_new_comment_there_is_taken_over() -> None:
    remote = there("Hello")
    assert steps(item(), link(), LINK_ID, [remote]) == [Pull(comment_of(HERE, "55"), remote)]


def test_a_new_comment_here_is_posted_with_its_author() -> None:
    assert steps(ours("Hi"), link(), LINK_ID, []) == [Post(OURS, "Hi", "Ada wrote:\n\nHi")]


def test_our_comment_found_there_by_its_mark_is_adopted() -> None:
    remote = there("Ada wrote:\n\nHi", marker=intent_of(LINK_ID, OURS))
    assert steps(ours("Hi"), link(), LINK_ID, [remote]) == [Adopt(OURS, remote)]


def test_a_strangers_mark_means_nothing() -> None:
    remote = there("copied", marker=UUID(int=77))
    assert steps(item(), link(), LINK_ID, [remote]) == [Pull(comment_of(HERE, "55"), remote)]


def test_what_both_agreed_on_needs_nothing() -> None:
    agreed = link(Pair("55", "Hi"))
    assert steps(ours("Hi"), agreed, LINK_ID, [there("Hi\r\n")]) == []
    assert not is_due(ours("Hi"), agreed)


def test_what_the_tracker_spells_differently_needs_nothing() -> None:
    agreed = link(Pair("55", "*Hi*", ours="_Hi_"))
    assert steps(ours("_Hi_"), agreed, LINK_ID, [there("*Hi*")]) == []
    assert not is_due(ours("_Hi_"), agreed)


def test_an_edit_there_is_followed() -> None:
    remote = there("Ho")
    assert steps(ours("Hi"), link(Pair("55", "Hi")), LINK_ID, [remote]) == [Pull(OURS, remote)]


def test_an_edit_here_is_written_there() -> None:
    edited = ours("Ho")
    assert is_due(edited, link(Pair("55", "Hi")))
    (step,) = steps(edited, link(Pair("55", "Hi")), LINK_ID, [there("Hi")])
    assert step == Post(OURS, "Ho", "Ada wrote:\n\nHo", "55")


def test_where_both_moved_the_tracker_is_followed_since_ours_stays_in_the_history() -> None:
    remote = there("Theirs")
    assert steps(ours("Ours"), link(Pair("55", "Hi")), LINK_ID, [remote]) == [Pull(OURS, remote)]


def test_deletions_follow_both_ways() -> None:
    paired = link(Pair("55", "Hi"))
    assert steps(ours("Hi"), paired, LINK_ID, []) == [Pull(OURS, None)]
    assert steps(item(), paired, LINK_ID, [there("Hi")]) == [Remove(OURS, "55")]
    assert steps(item(), paired, LINK_ID, []) == [Forget(OURS)]


def test_a_restricted_comment_is_never_taken_over() -> None:
    assert steps(item(), link(), LINK_ID, [there("secret", restricted=True)]) == []


def test_a_comment_that_becomes_restricted_is_taken_back() -> None:
    remote = there("Hi", restricted=True)
    assert steps(ours("Hi"), link(Pair("55", "Hi")), LINK_ID, [remote]) == [Pull(OURS, None)]


def test_the_line_that_names_the_author_is_no_part_of_the_comment() -> None:
    assert heard(there(spoken(Said("Ada", "Hi"))), "Ada") == "Hi"
    assert heard(there("Bob wrote:\n\nHi"), "Ada") == "Bob wrote:\n\nHi"
