"""An iteration is planned where there is room; people are absent, and vote."""

import pytest
from crew import FEBRUARY, GONE, ITERATION, TEAM, TWO_WEEKS, Crew, second
from deciding import NONSENSE

from domain.iteration.commands import (
    Cancel,
    CancelAbsence,
    Plan,
    PlanAbsence,
    VoteConfidence,
)
from domain.iteration.facts import (
    Absence,
    AbsenceCancelled,
    AbsencePlanned,
    ConfidenceVoted,
    IterationPlanned,
    IterationStaffed,
)
from domain.iteration.standing import standing
from domain.team.commands import AddMember
from domain.team.facts import (
    TeamIterationBooked,
)
from domain.values import Window


def test_an_iteration_is_planned_in_its_teams_calendar(crew: Crew) -> None:
    planned, booked, staffed = crew.ask("ACME-I2", second())
    assert planned == IterationPlanned("ACME-I2", TEAM, "Second", FEBRUARY)
    assert booked == TeamIterationBooked("ACME-I2", FEBRUARY)
    assert isinstance(staffed, IterationStaffed)
    assert [each.person for each in staffed.roster.members] == ["ana", "ben"]


@pytest.mark.parametrize(
    ("command", "field"),
    [
        (Plan("ACME-I2", "ACME-T9", "Second", FEBRUARY), "team"),
        (Plan("ACME-I2", TEAM, "", FEBRUARY), "name"),
        (Plan("ACME-I2", TEAM, "Second", Window("2026-02-28", "2026-02-01")), "window.end"),
        (Plan("ACME-I2", TEAM, "Second", Window.read("2026")), "window"),
    ],
)
def test_a_wrong_plan_names_its_field(crew: Crew, command: Plan, field: str) -> None:
    crew.when(command, key="ACME-I2").then_refused_for(field)


def test_two_iterations_of_a_team_share_no_day(crew: Crew) -> None:
    error = crew.when(second(Window.read("2026-01-16..2026-01-30")), key="ACME-I2")
    error.then_refused("overlaps", "window")
    assert "ACME-I2" not in crew.plan.states
    assert crew.ask("ACME-I2", second(Window.read("2026-01-17..2026-01-30")))


def test_a_cancelled_iterations_days_are_free(crew: Crew) -> None:
    crew.ask(ITERATION, Cancel())
    assert crew.ask("ACME-I2", second(TWO_WEEKS))


def test_somebody_is_absent(crew: Crew) -> None:
    planned = AbsencePlanned(Absence("2", "ben", "sick", GONE))
    crew.when(PlanAbsence("ben", GONE, "sick")).then(planned)
    crew.when(PlanAbsence("ben", GONE, "sick")).then_nothing()


@pytest.mark.parametrize(
    ("command", "code", "field"),
    [
        (PlanAbsence("zoe", GONE), "not-a-member", "person"),
        (PlanAbsence("ben", FEBRUARY), "outside-iteration", "days"),
        (PlanAbsence("ben", GONE, NONSENSE), "invalid-enum", "kind"),
    ],
)
def test_a_wrong_absence_is_refused(
    crew: Crew, command: PlanAbsence, code: str, field: str
) -> None:
    crew.when(command).then_refused(code, field)


def test_nobody_is_absent_before_they_join(crew: Crew) -> None:
    crew.ask(TEAM, AddMember("cleo", since="2026-01-15"))
    crew.when(PlanAbsence("cleo", GONE)).then_refused("outside-iteration", "days")


def test_an_absence_is_cancelled(crew: Crew) -> None:
    crew.when(CancelAbsence("1")).then(AbsenceCancelled("1"))
    crew.when(CancelAbsence("1")).then_nothing()
    crew.when(CancelAbsence("9")).then_refused("unknown-reference")
    assert standing(crew.state()).hours == "75.6"
    planned = AbsencePlanned(Absence("2", "ana", "vacation", GONE))
    crew.when(PlanAbsence("ana", GONE)).then(planned)


def test_a_member_votes(crew: Crew) -> None:
    crew.when(VoteConfidence(4, "ana")).then(ConfidenceVoted("ana", 4))
    crew.when(VoteConfidence(4, "ana")).then_nothing()
    crew.when(VoteConfidence(2, "ana")).then(ConfidenceVoted("ana", 2))
    assert [(each.person, each.confidence) for each in crew.state().votes] == [("ana", 2)]


def test_a_vote_is_a_members_from_one_to_five(crew: Crew) -> None:
    crew.when(VoteConfidence(6, "ana")).then_refused("out-of-range", "confidence")
    crew.when(VoteConfidence(5)).then_refused("not-a-member", "person")
