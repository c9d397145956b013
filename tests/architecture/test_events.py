"""The catalogue of facts is whole, and reads as the code does."""

import re

import events_page
import pytest

from domain.catalogue import AGGREGATE_OF, DECIDERS, FACTS
from domain.fact import Fact


def test_the_page_of_facts_equals_the_code():
    written = events_page.PAGE.read_text(encoding="utf-8")
    assert written == events_page.render(), "run: python tests/support/events_page.py"


def test_values_of_one_name_are_told_apart():
    page = events_page.render()
    assert "| Action (meeting) |" in page
    assert "| Action (risk) |" in page
    assert "| Money |" in page


def test_every_fact_is_in_the_catalogue_once():
    everything = [each for each in Fact.__subclasses__() if each.__module__.startswith("domain.")]
    assert sorted(each.__name__ for each in FACTS.values()) == sorted(
        each.__name__ for each in everything
    )


def test_every_fact_belongs_to_rules():
    assert {AGGREGATE_OF[tag] for tag in FACTS} == set(DECIDERS)


@pytest.mark.parametrize("tag", FACTS)
def test_a_tag_names_the_thing_first(tag):
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*", tag)


@pytest.mark.parametrize("fact", FACTS.values(), ids=lambda fact: fact.__name__)
def test_a_fact_is_named_by_what_happened(fact):
    assert not re.search(r"(Updated|Changed|Set|Modified)$", fact.__name__)
    assert fact.__doc__
