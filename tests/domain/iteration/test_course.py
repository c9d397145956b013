"""An iteration goes on and ends: started with something, closed with what is left, or cancelled."""

import pytest
from crew import GONE, ITERATION, TEAM, Crew, second

from domain.backlog_item.commands import Drop
from domain.backlog_item.facts import ItemLeftIteration
from domain.iteration.commands import (
    Cancel,
    CancelAbsence,
    Close,
    Commit,
    EstimateCapacity,
    OverrideCapacity,
    PlanAbsence,
    Reallocate,
    Start,
    VoteConfidence,
    Withdraw,
)
from domain.iteration.facts import (
    IterationCancelled,
    IterationClosed,
    IterationStarted,
    Snapshot,
)
from domain.team.commands import AddHoliday, Conclude, Free
from domain.team.facts import (
    TeamIterationBegun,
    TeamIterationConcluded,
    TeamIterationFreed,
)
from domain.team.words import Outcome
from domain.values import Window


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
