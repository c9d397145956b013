"""Drafting: words from the plan, nothing unripe, and no date more exact than is allowed."""

import pytest
from deciding import facts_of, given
from msgspec.structs import replace
from told import DRAFTED, DRAWN, IDEA, OFFLINE, PLAN, RELEASE, TOLD

from domain.brief.commands import Draft
from domain.brief.rules import BRIEF
from domain.brief.state import Brief
from domain.brief.words import Objection, Told
from domain.product.state import Product
from domain.roadmap_item.words import Health
from domain.values import Window
from domain.vision.facts import Positioning, Text
from domain.vision.state import Vision

SENTENCE = Positioning("teams", "travel", "Notes", "notebook", "syncs", "paper", "finds all")


def drafted(audience, plan=PLAN, **said) -> Brief:
    """A brief of ACME-R1, if nothing else is said."""
    command = Draft("ACME-B1", audience, **({"items": ("ACME-R1",)} | said))
    answer = given(BRIEF, around=plan).when(command)
    assert answer.error is None, answer.error
    [fact] = facts_of(answer.facts)
    return BRIEF.evolve(None, fact)


def test_what_is_not_said_is_written_from_the_plan():
    command = Draft("ACME-B1", "sales", items=("ACME-R1",))
    given(BRIEF, around=PLAN).when(command).then(DRAFTED)


def test_what_is_said_is_kept_beside_what_would_have_been_written():
    said = {"title": "For the fair", "headline": "Notes anywhere", "summary": "Even in a train."}
    made = drafted("sales", value_points=("No more gaps",), owner="ben", **said)
    assert (made.title, made.headline, made.summary) == tuple(said.values())
    assert (made.value_points, made.owner, made.drawn) == (("No more gaps",), "ben", DRAWN)


def test_the_items_of_a_release_are_told_with_it():
    made = drafted("executive", items=(), release="ACME-REL1")
    assert made.items == ("ACME-R1", "ACME-R2")
    assert made.headline == "Acme Notes: Autumn 2.0"
    assert made.summary == "Autumn 2.0 brings Offline mode and Telepathy. It comes out in 2026-Q3."
    assert made.told[0] == Told("ACME-REL1", "Autumn 2.0", "2026-Q3")


def test_what_a_shielded_audience_may_not_hear_of_is_left_out_by_name():
    made = drafted("sales", items=(), release="ACME-REL1")
    assert (made.items, made.left_out) == (("ACME-R1",), ("ACME-R2",))


def test_items_that_are_named_are_told_instead_of_the_scope():
    assert drafted("executive", release="ACME-REL1").items == ("ACME-R1",)


@pytest.mark.parametrize("audience", ["customer", "sales"])
def test_what_is_only_explored_is_refused(audience):
    asked = given(BRIEF, around=PLAN).when(Draft("ACME-B1", audience, items=("ACME-R2",)))
    asked.then_refused("exploratory-item", "items")


@pytest.mark.parametrize("audience", ["marketing", "executive", "engineering", "support"])
def test_others_may_hear_of_what_is_only_explored(audience):
    assert drafted(audience, items=("ACME-R2",)).items == ("ACME-R2",)


def test_what_is_dropped_is_refused():
    plan = PLAN | {"ACME-R2": replace(IDEA, status="dropped")}
    command = Draft("ACME-B1", "executive", items=("ACME-R1", "ACME-R2"))
    given(BRIEF, around=plan).when(command).then_refused("nothing-to-tell", "items")


def test_a_cancelled_release_is_refused():
    plan = PLAN | {"ACME-REL1": replace(RELEASE, status="cancelled")}
    command = Draft("ACME-B1", "executive", release="ACME-REL1")
    given(BRIEF, around=plan).when(command).then_refused("nothing-to-tell", "release")


def test_a_brief_of_nothing_is_refused():
    given(BRIEF).when(Draft("ACME-B1", "sales")).then_refused("required", "items")


@pytest.mark.parametrize("key", ["ACME-R99", "OTHER-R1", "ACME-K1", "x"])
def test_an_item_has_to_be_one_of_the_roadmap(key):
    asked = given(BRIEF, around=PLAN).when(Draft("ACME-B1", "sales", items=(key,)))
    assert asked.error is not None
    assert {each.field for each in asked.error.fields} == {"items.0"}


@pytest.mark.parametrize(
    ("dates", "when"),
    [("none", ""), ("horizon", "next"), ("quarter", "2026-Q3"), ("exact", "2026-08")],
)
def test_a_date_is_told_as_exactly_as_the_brief_has_them(dates, when):
    assert drafted("executive", dates=dates).told == (replace(TOLD[0], when=when),)


@pytest.mark.parametrize(
    ("window", "when"),
    [
        ("2026-08-15..2026-11-10", "2026-Q4"),
        ("2026-Q2", "2026-Q2"),
        ("2026-H2", "2026-H2"),
        ("2026", "2026"),
    ],
)
def test_a_quarter_is_the_one_in_which_a_window_ends_and_never_finer_than_the_plan(window, when):
    plan = PLAN | {"ACME-R1": replace(OFFLINE, window=Window.read(window))}
    assert drafted("sales", plan).told[0].when == when


def test_of_what_is_out_no_date_is_told():
    plan = PLAN | {"ACME-R1": replace(OFFLINE, status="shipped", shipped_on="2026-01-01")}
    assert drafted("sales", plan).told[0].when == "available now"


def test_without_a_window_there_is_no_date_to_tell():
    assert drafted("marketing", items=("ACME-R2",)).told[0].when == ""


def test_an_audience_hears_dates_as_exact_as_it_may_if_nothing_is_said():
    allowed = {each: drafted(each).dates for each in ("customer", "sales", "executive")}
    assert allowed == {"customer": "quarter", "sales": "quarter", "executive": "exact"}


def test_a_finer_date_than_the_product_allows_is_refused_with_what_is_allowed():
    asked = given(BRIEF, around=PLAN).when(
        Draft("ACME-B1", "customer", items=("ACME-R1",), dates="exact")
    )
    [wrong] = asked.then_refused("dates-too-exact", "dates").fields
    assert wrong.allowed == ("none", "horizon", "quarter")


def test_the_product_says_what_an_audience_may_have():
    product = Product("ACME", "Acme Notes", finest_dates={"customer": "horizon", "sales": "exact"})
    plan = PLAN | {"ACME": product}
    assert drafted("customer", plan).dates == "horizon"
    assert drafted("sales", plan).told[0].when == "2026-08"


def test_those_who_sell_begin_with_the_sentence_of_the_vision():
    vision = Vision("ACME-V", standing=Text(positioning=SENTENCE))
    assert drafted("marketing", PLAN | {"ACME-V": vision}).summary.startswith("For teams who")
    assert not drafted("executive", PLAN | {"ACME-V": vision}).summary.startswith("For teams who")


def test_executives_hear_how_much_is_on_track():
    plan = PLAN | {"ACME-R1": replace(OFFLINE, health=Health("on_track", "", "2026-01-01"))}
    assert drafted("executive", plan).summary.endswith("1 of 1 are on track.")


def test_an_item_speaks_to_an_audience_in_its_own_words_for_it():
    own = replace(OFFLINE, audience_text={"sales": "No network,\nno problem"})
    plan = PLAN | {"ACME-R1": own}
    assert drafted("sales", plan).value_points == ("No network, no problem",)
    assert drafted("support", plan).value_points == DRAWN.value_points


def test_an_item_is_told_once():
    assert drafted("sales", items=("ACME-R1", "ACME-R1")).items == ("ACME-R1",)


def test_an_objection_is_typed_with_its_answer():
    assert Objection.read("Is it safe? Yes, it is.") == Objection("Is it safe?", "Yes, it is.")
    assert str(Objection("Is it safe?", "Yes.")) == "Is it safe? Yes."


def test_an_objection_without_an_answer_is_refused():
    command = Draft(
        "ACME-B1", "sales", items=("ACME-R1",), objections=(Objection.read("Is it safe?"),)
    )
    given(BRIEF, around=PLAN).when(command).then_refused("blank", "objections.0.a")


@pytest.mark.parametrize("term", ["", "two\nlines", "x" * 101])
def test_a_term_is_a_short_text(term):
    command = Draft("ACME-B1", "sales", items=("ACME-R1",), glossary={term: "plain"})
    asked = given(BRIEF, around=PLAN).when(command)
    assert asked.error is not None
    assert asked.error.fields[0].field.startswith("glossary.")


def test_a_release_stands_in_no_column_of_the_board():
    made = drafted("customer", items=(), release="ACME-REL1", dates="horizon")
    assert made.told == (Told("ACME-REL1", "Autumn 2.0", ""), replace(TOLD[0], when="next"))
