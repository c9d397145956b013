"""What an item may say: its text, criteria, size, place and person."""

from typing import Any

import pytest
from deciding import given
from items import ADDED, AT, PRODUCT_ID
from msgspec.structs import replace

from domain.backlog_item.commands import (
    AddAcceptance,
    AddItem,
    Assign,
    Edit,
    Estimate,
    JudgeAcceptance,
    Rank,
    Unassign,
)
from domain.backlog_item.facts import (
    AcceptanceCriterionAdded,
    AcceptanceCriterionJudged,
    Criterion,
    ItemAdded,
    ItemAssigned,
    ItemEdited,
    ItemEstimated,
    ItemRanked,
    ItemUnassigned,
    Requirement,
    Story,
)
from domain.backlog_item.rules import ITEM

ADD = AddItem(key="ACME-1", kind="bug", title="It creaks")
STORY = Story("a rider", "a bell", "people hear me")
NONSENSE: Any = "nonsense"


def test_an_item_is_added():
    given(ITEM).when(ADD).then(ADDED)


def test_adding_the_same_item_again_stays_quiet():
    given(ITEM, ADDED).when(ADD).then_nothing()


def test_a_taken_key_is_refused():
    given(ITEM, ADDED).when(replace(ADD, title="Another")).then_refused("key-taken", "key")


@pytest.mark.parametrize("key", ["acme-1", "ACME", "ACME-0", "ACME-01", "ACME-1 "])
def test_a_bad_key_is_refused(key):
    given(ITEM).when(replace(ADD, key=key)).then_refused("bad-format", "key")


def test_criteria_are_numbered_and_labels_kept_once():
    command = replace(ADD, acceptance=("Quiet", "Fast", "Quiet"), labels=("b", "a", "b"))
    criteria = (Criterion("1", "Quiet"), Criterion("2", "Fast"))
    given(ITEM).when(command).then(replace(ADDED, acceptance=criteria, labels=("a", "b")))


@pytest.mark.parametrize("title", ["", "   ", "\t\n"])
def test_a_blank_title_is_refused(title):
    given(ITEM).when(replace(ADD, title=title)).then_refused("blank", "title")


@pytest.mark.parametrize("title", ["two\nlines", "a\0b", "a\x85b", "half \ud800"])
def test_a_title_with_control_characters_is_refused(title):
    given(ITEM).when(replace(ADD, title=title)).then_refused("control-characters", "title")


def test_a_title_has_at_most_255_characters():
    given(ITEM).when(replace(ADD, title="x" * 255)).then(replace(ADDED, title="x" * 255))
    given(ITEM).when(replace(ADD, title="x" * 256)).then_refused("too-long", "title")


def test_a_description_has_at_most_32000_characters():
    text = "x\r\n\ty" * 6_400
    given(ITEM).when(replace(ADD, description=text)).then(replace(ADDED, description=text))
    too_long = replace(ADD, description=text + "z")
    given(ITEM).when(too_long).then_refused("too-long", "description")


@pytest.mark.parametrize("label", ["", "two words", "a,b", "x" * 51, "a\x07"])
def test_a_bad_label_is_refused(label):
    given(ITEM).when(replace(ADD, labels=("fine", label))).then_refused("bad-label", "labels")


@pytest.mark.parametrize("due", ["2026-02-30", "20260201", "tomorrow", "2026-02-01T00:00:00", ""])
def test_a_due_date_is_a_day_of_the_calendar(due):
    given(ITEM).when(replace(ADD, due=due)).then_refused("bad-date", "due")


@pytest.mark.parametrize("severity", [0, 5, -1])
def test_severity_goes_from_1_to_4(severity):
    command = replace(ADD, severity=severity)
    given(ITEM).when(command).then_refused("out-of-range", "severity")


def test_an_unknown_word_is_refused_with_the_known_ones():
    error = given(ITEM).when(replace(ADD, priority=NONSENSE)).then_refused("invalid-enum")
    assert error.fields[0].allowed == ("urgent", "high", "medium", "low", "none")
    assert error.fields[0].found == "nonsense"


def test_every_wrong_field_is_named_at_once():
    command = replace(
        ADD, title="", kind=NONSENSE, labels=("a b",), due="soon", rank="-", assignee=" "
    )
    error = given(ITEM).when(command).then_refused("malformed")
    named = {each.field for each in error.fields}
    assert named == {"title", "kind", "labels", "due", "rank", "assignee"}


def test_a_user_story_needs_a_story_or_a_description():
    bare = replace(ADD, kind="user_story")
    given(ITEM).when(bare).then_refused("story-missing", "story")
    told = replace(ADDED, kind="user_story", story=STORY)
    given(ITEM).when(replace(bare, story=STORY)).then(told)
    described = replace(ADDED, kind="user_story", description="A bell")
    given(ITEM).when(replace(bare, description="A bell")).then(described)


def test_a_story_says_all_three_parts():
    half = Story("a rider", "", "people hear me")
    given(ITEM).when(replace(ADD, story=half)).then_refused("blank", "story.i_want")


def test_a_requirement_needs_its_verification():
    command = replace(ADD, kind="requirement")
    given(ITEM).when(command).then_refused("verification-missing", "requirement")


def test_a_requirement_is_functional_or_a_known_quality():
    odd = replace(ADD, kind="requirement", requirement=Requirement("shiny", "test"))
    error = given(ITEM).when(odd).then_refused("invalid-enum", "requirement.category")
    assert "reliability" in error.fields[0].allowed


def test_only_what_differs_is_edited():
    command = Edit(title="It creaks", priority="high", labels=("b", "a"))
    edited = ItemEdited(priority="high", labels=("a", "b"))
    given(ITEM, ADDED).when(command).then(edited)


def test_an_edit_that_changes_nothing_stays_quiet():
    given(ITEM, ADDED).when(Edit(title="It creaks", due=None)).then_nothing()
    given(ITEM, ADDED).when(Edit()).then_nothing()


def test_labels_in_another_order_stay_quiet():
    labelled = replace(ADDED, labels=("a", "b"))
    given(ITEM, labelled).when(Edit(labels=("b", "a", "b"))).then_nothing()


def test_an_edit_is_checked_as_adding_is():
    given(ITEM, ADDED).when(Edit(title=" ")).then_refused("blank", "title")
    given(ITEM, ADDED).when(Edit(kind="user_story")).then_refused("story-missing")


def test_what_an_imported_item_lacks_does_not_hold_an_edit_up():
    imported = replace(ADDED, kind="user_story")
    given(ITEM, imported).when(Edit(title="New")).then(ItemEdited(title="New"))


def test_a_done_item_keeps_all_but_its_title():
    given(ITEM, *AT["done"]).when(Edit(title="Typo")).then(ItemEdited(title="Typo"))
    command = Edit(title="Typo", description="More")
    given(ITEM, *AT["done"]).when(command).then_refused("done", "description")


def test_a_criterion_is_added_under_the_next_number():
    criterion = AcceptanceCriterionAdded("1", "Quiet")
    given(ITEM, ADDED).when(AddAcceptance("Quiet")).then(criterion)
    second = AcceptanceCriterionAdded("2", "Fast")
    given(ITEM, ADDED, criterion).when(AddAcceptance("Fast")).then(second)


def test_a_criterion_that_is_there_stays_quiet():
    criterion = AcceptanceCriterionAdded("1", "Quiet")
    given(ITEM, ADDED, criterion).when(AddAcceptance("Quiet")).then_nothing()


def test_a_taken_criterion_is_refused():
    criterion = AcceptanceCriterionAdded("a", "Quiet")
    again = given(ITEM, ADDED, criterion).when(AddAcceptance("Fast", criterion="a"))
    again.then_refused("criterion-taken", "criterion")


def test_a_blank_criterion_is_refused():
    given(ITEM, ADDED).when(AddAcceptance(" ")).then_refused("blank", "text")


def test_a_criterion_is_judged_once():
    criterion = AcceptanceCriterionAdded("1", "Quiet")
    judged = AcceptanceCriterionJudged("1", met=True)
    command = JudgeAcceptance("1", met=True)
    given(ITEM, ADDED, criterion).when(command).then(judged)
    given(ITEM, ADDED, criterion, judged).when(command).then_nothing()


def test_an_unknown_criterion_is_not_judged():
    error = given(ITEM, ADDED).when(JudgeAcceptance("7", met=True))
    error.then_refused("unknown-reference")


@pytest.mark.parametrize(
    ("written", "points"), [("3", "3"), ("2.50", "2.5"), ("100", "100"), ("0", "0"), ("1e1", "10")]
)
def test_an_estimate_is_kept_as_the_shortest_decimal(written, points):
    given(ITEM, ADDED).when(Estimate(written)).then(ItemEstimated(points))


def test_the_same_estimate_stays_quiet():
    given(ITEM, ADDED, ItemEstimated("3")).when(Estimate("3.0")).then_nothing()


@pytest.mark.parametrize(
    "points", ["-1", "100.01", "NaN", "Infinity", "1.001", "three", "", "9e999999"]
)
def test_an_estimate_is_a_number_from_0_to_100(points):
    given(ITEM, ADDED).when(Estimate(points)).then_refused("out-of-range", "points")


def test_a_done_item_is_not_estimated():
    given(ITEM, *AT["done"]).when(Estimate("3")).then_refused("done", "points")


def test_an_item_is_ranked_once():
    given(ITEM, ADDED).when(Rank("a0V")).then(ItemRanked("a0V"))
    given(ITEM, ADDED, ItemRanked("a0V")).when(Rank("a0V")).then_nothing()


@pytest.mark.parametrize("rank", ["", "a-b", "ä", "a\n"])
def test_a_rank_holds_letters_and_digits(rank):
    given(ITEM, ADDED).when(Rank(rank)).then_refused("bad-format", "rank")


def test_someone_is_assigned_and_unassigned_once():
    given(ITEM, ADDED).when(Assign("ada")).then(ItemAssigned("ada"))
    given(ITEM, ADDED, ItemAssigned("ada")).when(Assign("ada")).then_nothing()
    given(ITEM, ADDED, ItemAssigned("ada")).when(Unassign()).then(ItemUnassigned())
    given(ITEM, ADDED).when(Unassign()).then_nothing()


def test_a_blank_assignee_is_refused():
    given(ITEM, ADDED).when(Assign("")).then_refused("blank", "assignee")


def test_what_does_not_exist_is_unknown():
    given(ITEM).when(Edit(title="New")).then_refused("unknown-reference")


def test_an_added_item_is_kept_as_it_was_added():
    fact = ItemAdded(PRODUCT_ID, "ACME-2", "bug", "It squeaks", status="in_review", labels=("a",))
    state = ITEM.evolve(None, fact)
    assert (state.key, state.status, state.labels) == ("ACME-2", "in_review", ("a",))
