"""An iteration: planned where there is room, with what its people can give, to its end."""

import pytest
from crew import GONE, ITERATION, TEAM, TWO_WEEKS, Crew
from deciding import NONSENSE

from domain.backlog_item.commands import Drop
from domain.backlog_item.facts import ItemLeftIteration
from domain.iteration.commands import (
    Cancel,
    CancelAbsence,
    Close,
    Commit,
    EstimateCapacity,
    OverrideCapacity,
    Plan,
    PlanAbsence,
    Reallocate,
    Start,
    VoteConfidence,
    Withdraw,
)
from domain.iteration.facts import (
    Absence,
    AbsenceCancelled,
    AbsencePlanned,
    ConfidenceVoted,
    IterationCancelled,
    IterationCapacityEstimated,
    IterationClosed,
    IterationPlanned,
    IterationStaffed,
    IterationStarted,
    Snapshot,
)
from domain.iteration.standing import standing
from domain.team.commands import AddHoliday, AddMember, ChangeMember, Conclude, Free, RemoveMember
from domain.team.facts import (
    TeamIterationBegun,
    TeamIterationBooked,
    TeamIterationConcluded,
    TeamIterationFreed,
)
from domain.team.words import Outcome
from domain.values import Window

FEBRUARY = Window.read("2026-02")


@pytest.fixture
def crew() -> Crew:
    return Crew().planned()


def second(window: Window = FEBRUARY) -> Plan:
    return Plan("ACME-I2", TEAM, "Second", window)


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


def test_hours_are_those_of_the_model(crew: Crew) -> None:
    found = standing(crew.state())
    assert [(each.person, each.days, each.hours) for each in found.people] == [
        ("ana", 7, "39.2"),
        ("ben", 9, "25.2"),
    ]
    assert (found.person_days, found.hours, found.capacity) == ("11.5", "64.4", "64.4")
    assert (found.method, found.basis) == ("availability", ())


def test_what_a_team_can_give_follows_who_is_in_it(crew: Crew) -> None:
    def hours() -> str:
        return standing(crew.state()).hours

    crew.ask(TEAM, AddMember("cleo", since="2026-01-15"))
    assert hours() == "75.6"
    crew.ask(TEAM, ChangeMember("ben", "1"))
    assert hours() == "100.8"
    crew.ask(TEAM, RemoveMember("cleo", "2026-01-15"))
    assert hours() == "95.2"
    crew.ask(TEAM, AddHoliday("2026-01-12", "Storm"))
    assert hours() == "84"


def test_what_is_beyond_an_iteration_says_nothing_new_to_it(crew: Crew) -> None:
    assert len(crew.ask(TEAM, AddHoliday("2026-05-01", "May Day"))) == 1
    assert len(crew.ask(TEAM, AddMember("cleo", since="2026-05-01"))) == 1


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


def test_points_are_unknown_before_three_iterations_are_closed() -> None:
    crew = Crew("points").lived(("30", "50"), ("24", "40")).planned()
    found = standing(crew.state())
    assert (found.points, found.capacity, found.band, found.method) == (None, None, None, None)
    crew.commit("50", "ana")
    crew.when(Start()).then_refused("no-capacity", "capacity")


def test_points_are_what_is_available_at_the_teams_pace() -> None:
    """The average of what was done would say 25; 11.5 of the person-days make 6.9 of it."""
    crew = Crew("points").lived(("30", "50"), ("24", "40"), ("21", "35")).planned()
    found = standing(crew.state())
    assert (found.points_per_day, found.points, found.capacity) == ("0.6", "6.9", "6.9")
    assert found.basis == ("ACME-I101", "ACME-I102", "ACME-I103")
    assert [each.capacity for each in found.people] == ["4.2", "2.7"]


def test_thirty_person_days_are_eighteen_points_where_the_average_says_twenty_five() -> None:
    crew = Crew("points").lived(("30", "50"), ("24", "40"), ("21", "35"))
    done = [each.outcome.points_done for each in crew.state(TEAM).iterations]
    assert sum(map(int, done)) / len(done) == 25
    crew.ask("ACME-I2", second())  # 20 working days of Ana, 10 of Ben
    assert standing(crew.state("ACME-I2")).person_days == "30"
    assert standing(crew.state("ACME-I2")).points == "18"


def test_a_pace_rests_on_the_last_five() -> None:
    ends = [("90", "10"), *[("6", "10")] * 5]
    crew = Crew("points").lived(*ends).planned()
    assert standing(crew.state()).points_per_day == "0.6"
    assert len(standing(crew.state()).basis) == 5


def test_somebody_says_the_points() -> None:
    crew = Crew("points").planned()
    crew.when(EstimateCapacity("23.0")).then(IterationCapacityEstimated("23"))
    crew.when(EstimateCapacity("23")).then_nothing()
    found = standing(crew.state())
    assert (found.capacity, found.method, found.basis) == ("23", "estimate", ())
    assert [each.capacity for each in found.people] == ["14", "9"]
    crew.when(EstimateCapacity()).then(IterationCapacityEstimated(None))


def test_hours_are_not_estimated(crew: Crew) -> None:
    crew.when(EstimateCapacity("23")).then_refused("not-in-points", "points")
    crew.when(EstimateCapacity("-1")).then_refused("out-of-range", "points")


def test_an_iteration_starts_with_what_was_committed_to(crew: Crew) -> None:
    item = crew.commit("8", "ana")
    started = IterationStarted(Snapshot((item,), "8", "64.4", "11.5"))
    crew.when(Start()).then(started, TeamIterationBegun(ITERATION))
    crew.when(Start()).then_nothing()


def test_an_empty_iteration_is_not_started(crew: Crew) -> None:
    crew.when(Start()).then_refused("empty", "commitments")


def test_an_iteration_with_nobody_there_is_not_started(crew: Crew) -> None:
    crew.ask(ITERATION, OverrideCapacity("9"), "Just try.")
    crew.commit("8")
    for each in ("ana", "ben"):
        crew.ask(ITERATION, PlanAbsence(each, Window.read("2026-01")))
    crew.when(Start()).then_refused("no-capacity", "capacity")


def test_a_team_is_in_one_iteration_at_a_time(crew: Crew) -> None:
    crew.ask("ACME-I2", second())
    crew.commit("8")
    crew.commit("8", key="ACME-I2")
    crew.ask(ITERATION, Start())
    crew.when(Start(), key="ACME-I2").then_refused("another-active", "status")
    assert crew.state("ACME-I2").status == "planned"


@pytest.fixture
def active(crew: Crew) -> Crew:
    crew.finish(crew.commit("8", "ana"))
    crew.commit("5", "ben")
    crew.ask(ITERATION, Start())
    return crew


def test_closing_names_what_is_not_done(active: Crew) -> None:
    error = active.when(Close()).then_refused("open-items", "carry")
    assert "ACME-2 is not done" in str(error)


def test_an_iteration_is_closed_with_what_is_carried_over(active: Crew) -> None:
    closed = IterationClosed(("ACME-1",), ("ACME-2",), "8", "11.5", ("ACME-2",))
    left = ItemLeftIteration(ITERATION)
    outcome = Outcome("13", "8", "11.5", carried=1)
    concluded = TeamIterationConcluded(ITERATION, outcome)
    active.when(Close(("ACME-2",))).then(closed, left, concluded)
    active.when(Close()).then_nothing()
    assert active.state("ACME-1").iteration == ITERATION


def test_what_was_dropped_need_not_be_carried(active: Crew) -> None:
    active.ask("ACME-2", Drop(), "Nobody wants it.")
    assert active.ask(ITERATION, Close())[0].not_done == ()


def test_what_is_done_is_not_carried_over(active: Crew) -> None:
    active.when(Close(("ACME-1", "ACME-2"))).then_refused("not-open", "carry")


def test_what_people_really_gave_can_be_said(active: Crew) -> None:
    assert active.ask(ITERATION, Close(("ACME-2",), "9.50"))[0].person_days == "9.5"


def test_an_override_and_what_came_of_it_stand_together(active: Crew) -> None:
    active.ask(ITERATION, OverrideCapacity("1.2"), "The fair.")
    active.ask(ITERATION, Close(("ACME-2",)))
    [booking] = active.state(TEAM).iterations
    assert (booking.outcome.overridden, booking.outcome.carried) == ("1.2", 1)


def test_only_an_active_iteration_is_closed(crew: Crew) -> None:
    crew.when(Close()).then_refused("illegal-transition", "status")


def test_an_iteration_is_cancelled_and_frees_its_items_and_days(crew: Crew) -> None:
    item = crew.commit("8")
    left, freed = ItemLeftIteration(ITERATION), TeamIterationFreed(ITERATION)
    crew.when(Cancel()).then(IterationCancelled(), left, freed)
    crew.when(Cancel()).then_nothing()
    assert crew.state(item).iteration is None


def test_cancelling_one_that_goes_on_needs_a_reason(active: Crew) -> None:
    active.when(Cancel()).then_refused("reason-required", "reason")
    assert active.ask(ITERATION, Cancel(), "The fair is off.")


@pytest.mark.parametrize(
    "command",
    [
        Cancel(),
        Commit("ACME-3"),
        Withdraw("ACME-1"),
        Reallocate("ACME-1", "ben"),
        OverrideCapacity("1.5"),
        PlanAbsence("ben", GONE),
        CancelAbsence("1"),
        EstimateCapacity("5"),
        VoteConfidence(3, "ana"),
        Start(),
    ],
)
def test_nothing_changes_what_is_closed(active: Crew, command: object) -> None:
    active.item()
    active.ask(ITERATION, Close(("ACME-2",)))
    active.when(command, "Because.").then_refused("illegal-transition", "status")


def test_a_closed_iteration_keeps_the_roster_that_it_had(active: Crew) -> None:
    active.ask(ITERATION, Close(("ACME-2",)))
    assert len(active.ask(TEAM, AddHoliday("2026-01-12", "Storm"))) == 1


def test_what_ended_does_not_end_again(active: Crew) -> None:
    active.ask(ITERATION, Close(("ACME-2",)))
    active.when(Conclude(ITERATION, Outcome("1", "1", "1")), key=TEAM).then_nothing()
    active.when(Free(ITERATION), key=TEAM).then_nothing()
