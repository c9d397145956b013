"""Every aggregate's rules stand alone."""

import golden
import pytest
from deciding import fold

from domain.catalogue import AGGREGATE_OF, DECIDERS, FACTS, FACTS_OF
from domain.refusal import StaleVersion


def first_of(kind):
    return golden.sample(next(tag for tag in FACTS if AGGREGATE_OF[tag] == kind))


@pytest.mark.parametrize("kind", DECIDERS)
def test_a_fact_of_something_else_is_not_folded(kind):
    other = next(each for each in DECIDERS if each != kind)
    state = fold(DECIDERS[kind], [first_of(kind)])
    with pytest.raises(TypeError):
        DECIDERS[kind].evolve(state, first_of(other))


@pytest.mark.parametrize("kind", DECIDERS)
def test_every_fact_of_its_own_is_folded(kind):
    facts = [golden.sample(tag) for tag in FACTS if AGGREGATE_OF[tag] == kind]
    assert len(facts) == len(FACTS_OF[kind])
    assert fold(DECIDERS[kind], facts) is not None


def test_a_stale_version_names_both():
    stale = StaleVersion(expected=3, current=5)
    assert (stale.expected, stale.current) == (3, 5)
    assert "version 3" in stale.message
    assert "version 5" in stale.message
