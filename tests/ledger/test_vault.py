"""Keys of subjects: what one seals only that one opens, and a destroyed one opens nothing."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from domain.personal import ERASED, SEALED, subject_of
from ledger import vault

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)
LATER = datetime(2026, 1, 3, 12, tzinfo=UTC)
WORDS = "Exports are slow, says Bob \N{SNOWMAN}"


@pytest.fixture
def subject(database):
    with database.begin() as connection:
        return vault.make(connection, NOON)


def opened(database, sealed):
    with database.read() as connection:
        return vault.opened(sealed, vault.known(connection, [subject_of(sealed) or ""]))


def test_what_is_sealed_is_opened_with_its_key(database, subject):
    sealed = subject.seal(WORDS)
    assert SEALED.fullmatch(sealed)
    assert "Bob" not in sealed
    assert opened(database, sealed) == WORDS


def test_the_same_words_of_one_subject_give_the_same_seal(database, subject):
    assert subject.seal(WORDS) == subject.seal(WORDS)
    with database.begin() as connection:
        other = vault.make(connection, NOON)
    assert subject.seal(WORDS) != other.seal(WORDS)


def test_a_seal_that_was_tampered_with_opens_to_nothing(database, subject):
    head, box = subject.seal(WORDS).rsplit(":", 1)
    assert opened(database, f"{head}:{'A' * len(box)}") == ERASED


def test_a_destroyed_key_opens_nothing_and_is_kept_nowhere(database, subject):
    sealed = subject.seal(WORDS)
    for when in (NOON, LATER):
        with database.begin() as connection:
            vault.destroy(connection, [subject.id], when)
    assert opened(database, sealed) == ERASED
    with database.read() as connection:
        [row] = connection.execute(sa.select(vault.SUBJECT_KEY)).all()
    assert row == (subject.id, None, NOON.timestamp(), NOON.timestamp())


def test_one_destroyed_key_leaves_the_others(database, subject):
    with database.begin() as connection:
        other = vault.make(connection, NOON)
        vault.destroy(connection, [subject.id], NOON)
    assert opened(database, other.seal(WORDS)) == WORDS
