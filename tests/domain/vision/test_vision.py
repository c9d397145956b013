"""A vision: one draft at a time, and what is published is published for good."""

import pytest
from deciding import SAID, Why, fold, given

from domain.vision.commands import (
    AbandonDraft,
    AddAssumption,
    AttachEvidence,
    Draft,
    JudgeAssumption,
    Publish,
    Revise,
)
from domain.vision.facts import (
    Assumption,
    Positioning,
    TargetUser,
    Text,
    VisionAssumptionAdded,
    VisionAssumptionJudged,
    VisionDraftAbandoned,
    VisionDrafted,
    VisionEvidenceAttached,
    VisionPublished,
    VisionRevised,
)
from domain.vision.rules import VISION

LEAD = TargetUser("Team lead", ("find any note",), "small firms")
GOAL, FUTURE = "Half of all small firms", "Every note within a second"
DRAFTED = VisionDrafted("ACME-V", (LEAD,), GOAL, FUTURE)
PUBLISHED = VisionPublished(1, Text((LEAD,), GOAL, FUTURE))
TOLD = (DRAFTED, PUBLISHED)
SECOND = VisionRevised(2, company_goal="All of them")
ADDED = VisionAssumptionAdded(Assumption("1", "Firms pay for notes"))
JUDGED = VisionAssumptionJudged("1", "validated", ("ACME-E1",))
AROUND = {"ACME-M1": object()}
WHY: Why = {"reason": "Two clients asked.", "because": ["ACME-M1"]}


def test_the_first_vision_is_drafted():
    given(VISION).when(Draft("ACME-V", (LEAD,), GOAL, FUTURE)).then(DRAFTED)


def test_a_draft_may_leave_questions_open():
    given(VISION).when(Draft("ACME-V")).then(VisionDrafted("ACME-V"))


def test_two_drafts_at_once_are_refused():
    given(VISION, DRAFTED).when(Draft("ACME-V")).then_refused("draft-exists", "key")


def test_a_target_user_has_a_name():
    asked = given(VISION).when(Draft("ACME-V", (TargetUser(" "),)))
    asked.then_refused("blank", "target_users.0.persona")


@pytest.mark.parametrize("years", [0, 11])
def test_a_horizon_is_one_to_ten_years_away(years):
    given(VISION).when(Draft("ACME-V", horizon_years=years)).then_refused("out-of-range")


def test_a_draft_is_revised_in_place():
    asked = given(VISION, DRAFTED).when(Revise(company_goal="All of them", future_statement=FUTURE))
    asked.then(VisionRevised(1, company_goal="All of them"))


def test_revising_what_is_so_already_is_quiet():
    given(VISION, DRAFTED).when(Revise(company_goal=GOAL)).then_nothing()
    given(VISION, *TOLD).when(Revise()).then_nothing()


def test_revising_a_published_vision_opens_the_next_draft():
    given(VISION, *TOLD).when(Revise(company_goal="All of them")).then(SECOND)


def test_a_wrong_revision_is_refused():
    given(VISION, DRAFTED).when(Revise(principles=(" ",))).then_refused("blank", "principles.0")


def test_a_position_can_be_taken_back():
    moore = Positioning("leads", "lose notes", "Notes", "notebook", "finds", "paper", "is fast")
    drafted = VisionDrafted("ACME-V", positioning=moore)
    given(VISION, drafted).when(Revise(positioning=None)).then(VisionRevised(1, positioning=None))


def test_a_published_text_stays_while_the_next_one_is_drafted():
    state = fold(VISION, [*TOLD, SECOND])
    assert (state.status, state.edition, state.company_goal) == ("draft", 2, "All of them")
    assert state.standing == PUBLISHED.text


def test_a_draft_is_published_with_all_it_says():
    given(VISION, DRAFTED, around=AROUND).when(Publish(), **WHY).then(PUBLISHED)


def test_the_next_draft_is_the_next_version():
    asked = given(VISION, *TOLD, SECOND, around=AROUND).when(Publish(), **WHY)
    asked.then(VisionPublished(2, Text((LEAD,), "All of them", FUTURE)))


def test_a_published_vision_is_not_published_again():
    given(VISION, *TOLD).when(Publish()).then_nothing()


def test_publishing_needs_a_reason():
    given(VISION, DRAFTED).when(Publish()).then_refused("reason-required", "reason")


def test_publishing_needs_a_cause():
    asked = given(VISION, DRAFTED).when(Publish(), reason="Because.")
    asked.then_refused("cause-required", "because_of")


@pytest.mark.parametrize(
    ("gap", "field", "example"),
    [
        ({"target_users": ()}, "target_users", "Team lead"),
        ({"target_users": (TargetUser("Team lead"),)}, "target_users", "Team lead"),
        ({"company_goal": " "}, "company_goal", "Half of all"),
        ({"future_statement": ""}, "future_statement", "Every team"),
    ],
)
def test_what_is_missing_is_named_with_an_example(gap, field, example):
    said = {"target_users": (LEAD,), "company_goal": GOAL, "future_statement": FUTURE} | gap
    asked = given(VISION, VisionDrafted("ACME-V", **said), around=AROUND).when(Publish(), **WHY)
    error = asked.then_refused("vision-incomplete", field)
    assert example in error.message
    assert len(error.fields) == 1


def test_everything_missing_is_named_at_once():
    asked = given(VISION, VisionDrafted("ACME-V")).when(Publish())
    asked.then_refused_for("target_users", "company_goal", "future_statement")


def test_an_abandoned_draft_cannot_be_published():
    asked = given(VISION, DRAFTED, VisionDraftAbandoned()).when(Publish(), reason="Now.")
    asked.then_refused("no-draft", "status")


def test_a_draft_is_abandoned():
    given(VISION, DRAFTED).when(AbandonDraft()).then(VisionDraftAbandoned())
    given(VISION, DRAFTED, VisionDraftAbandoned()).when(AbandonDraft()).then_nothing()
    given(VISION, *TOLD).when(AbandonDraft()).then_nothing()


def test_what_was_published_comes_back_when_a_draft_is_abandoned():
    assert fold(VISION, [*TOLD, SECOND, VisionDraftAbandoned()]) == fold(VISION, TOLD)


def test_a_vision_is_drafted_anew_after_its_only_draft_was_abandoned():
    asked = given(VISION, DRAFTED, VisionDraftAbandoned()).when(Revise(company_goal=GOAL))
    asked.then(VisionRevised(1, company_goal=GOAL))


def test_an_assumption_is_added_at_any_time():
    given(VISION, DRAFTED).when(AddAssumption("Firms pay for notes")).then(ADDED)
    given(VISION, *TOLD).when(AddAssumption("Firms pay for notes")).then(ADDED)
    given(VISION, DRAFTED, ADDED).when(AddAssumption("Firms pay for notes")).then_nothing()
    given(VISION, DRAFTED).when(AddAssumption("")).then_refused("blank", "text")


def test_an_assumption_is_judged_by_evidence():
    command = JudgeAssumption("1", "validated", ("ACME-E1",))
    given(VISION, DRAFTED, ADDED).when(command).then(JUDGED)
    given(VISION, DRAFTED, ADDED, JUDGED).when(command).then_nothing()


def test_an_assumption_can_be_judged_again():
    state = fold(VISION, [DRAFTED, ADDED, JUDGED])
    assert state.assumptions[0].status == "validated"
    asked = given(VISION, DRAFTED, ADDED, JUDGED, around={"ACME-E2": SAID})
    command = JudgeAssumption("1", "invalidated", ("ACME-E2",))
    asked.when(command).then(VisionAssumptionJudged("1", "invalidated", ("ACME-E2",)))


def test_nothing_is_judged_without_evidence():
    asked = given(VISION, DRAFTED, ADDED).when(JudgeAssumption("1", "validated", ()))
    asked.then_refused("evidence-required", "evidence")


@pytest.mark.parametrize("key", ["ACME-M9", "ACME-E9"])
def test_evidence_exists(key):
    asked = given(VISION, DRAFTED, ADDED).when(JudgeAssumption("1", "validated", (key,)))
    asked.then_refused("unknown-reference", "evidence.0")


def test_only_its_own_assumptions_can_be_judged():
    asked = given(VISION, DRAFTED).when(JudgeAssumption("7", "validated", ("ACME-E1",)))
    asked.then_refused("unknown-reference")


def test_evidence_is_attached():
    attached = VisionEvidenceAttached("ACME-E1")
    given(VISION, DRAFTED).when(AttachEvidence("ACME-E1")).then(attached)
    given(VISION, DRAFTED, attached).when(AttachEvidence("ACME-E1")).then_nothing()
    given(VISION, DRAFTED).when(AttachEvidence("88")).then_refused("bad-key", "evidence")


@pytest.mark.parametrize(
    "said",
    ["Team lead: find any note; share it (small firms)", "Team lead", "Team lead: find any note"],
)
def test_a_target_user_is_written_as_it_is_read(said):
    assert str(TargetUser.read(said)) == said
