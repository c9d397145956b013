"""A tracker calls a release by its version, or by what the mapping says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from versions import RELEASES, names
from world import World, open_world

from domain.connection.facts import Mapping
from workers.release_names import NO_RELEASES, release_names, states_of

WORDS = st.sampled_from([*RELEASES, "1.0", "2.0"])
MAPPINGS = st.dictionaries(WORDS, st.sampled_from(["Autumn", "Spring", "1.0", "2.0"]), max_size=3)


def test_a_release_is_called_by_its_version() -> None:
    assert names().spoken("ACME-REL2") == "2.0"
    assert names().meant("2.0") == "ACME-REL2"


@pytest.mark.parametrize("word", ["ACME-REL2", "2.0"])
def test_a_release_is_called_as_the_mapping_says(word: str) -> None:
    mapped = names({word: "Autumn"})
    assert mapped.spoken("ACME-REL2") == "Autumn"
    assert mapped.meant("autumn ") == "ACME-REL2"


def test_a_release_with_another_name_is_not_meant_by_its_version() -> None:
    assert names({"2.0": "Autumn"}).meant("2.0") is None


def test_what_is_no_release_means_none() -> None:
    assert names({"3.0": "Autumn"}).meant("Autumn") is None
    assert NO_RELEASES.meant("2.0") is None
    assert NO_RELEASES.spoken("ACME-REL2") is None


@given(MAPPINGS)
def test_the_name_of_a_release_means_one_that_has_this_name(mapping: dict[str, str]) -> None:
    mapped = names(mapping)
    for key in RELEASES:
        name = mapped.spoken(key)
        assert name is not None
        meant = mapped.meant(name)
        assert meant is not None
        assert mapped.spoken(meant) == name


def test_releases_are_found_as_they_are_now(sqlite_url: str) -> None:
    with open_world(sqlite_url) as world:
        assert _meant(world, "2.0") is None
        key = world.plan_release("2.0")
        assert _meant(world, " 2.0") == key
        assert _meant(world, "2.1") is None


def _meant(world: World, name: str) -> str | None:
    world.connect_github() if not world.github_id.int else None
    connection = world.connection(world.github_id)
    assert connection.mapping == Mapping()
    return release_names(connection, states_of(world.ledger)).meant(name)
