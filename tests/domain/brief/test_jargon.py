"""Jargon: a term of the glossary that stands in a brief and is not explained there."""

from msgspec.structs import replace
from told import DRAFTED

from domain.brief.jargon import Jargon, jargon
from domain.brief.rules import BRIEF

BRIEF_ = replace(BRIEF.evolve(None, DRAFTED), headline="SSO at last", summary="It uses sso.")
GLOSSARY = {"SSO": "one password for all", "API": "a door for programs"}
FOUND = [Jargon("SSO", "one password for all", ("headline", "summary"))]


def test_a_term_is_named_with_the_fields_that_it_stands_in():
    assert jargon(BRIEF_, GLOSSARY) == FOUND


def test_engineers_know_every_term():
    assert jargon(replace(BRIEF_, audience="engineering"), GLOSSARY) == []


def test_a_term_in_the_briefs_own_glossary_is_explained():
    assert jargon(replace(BRIEF_, glossary={"sso": "a single password"}), GLOSSARY) == []


def test_a_term_whose_plain_words_stand_beside_it_is_explained():
    said = replace(BRIEF_, value_points=("One password for all your tools",))
    assert jargon(said, GLOSSARY) == []


def test_a_term_within_a_word_is_none():
    assert jargon(replace(BRIEF_, headline="Lassoed", summary="Classos"), GLOSSARY) == []


def test_a_term_of_signs_is_found_as_it_is_written():
    said = replace(BRIEF_, headline="C++ (new)", summary="It is fast.")
    assert [each.term for each in jargon(said, {"C++": "a language", "C": "a letter"})] == [
        "C",
        "C++",
    ]
