"""A name has one holder."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from domain.claim import Claim, Held, NameClaimed, NameReleased, Release, claim_id, decide, evolve
from domain.fact import Actor, Origin
from domain.refusal import Refused

ADA, BOB = UUID(int=1), UUID(int=2)
ORIGIN = Origin(
    actor=Actor(id="ada", display="Ada", kind="human"),
    source="human",
    occurred_at=datetime(2026, 1, 2, tzinfo=UTC),
    correlation_id=UUID(int=9),
)


def test_a_free_name_is_claimed():
    assert decide(None, Claim("acme", ADA), ORIGIN) == [NameClaimed("acme", ADA)]


def test_a_held_name_is_refused_to_another_owner():
    with pytest.raises(Refused, match="already held") as refusal:
        decide(Held(ADA), Claim("acme", BOB, code="already-linked"), ORIGIN)
    assert refusal.value.code == "already-linked"


def test_claiming_what_is_held_already_stays_quiet():
    assert decide(Held(ADA), Claim("acme", ADA), ORIGIN) == []


def test_a_released_name_is_free_again():
    facts = decide(Held(ADA), Release("acme", ADA), ORIGIN)
    assert facts == [NameReleased("acme", ADA)]
    assert evolve(Held(ADA), facts[0]) == Held(None)


def test_the_stream_follows_from_the_name():
    assert claim_id("acme") == claim_id("acme") != claim_id("acne")
