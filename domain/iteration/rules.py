"""An iteration's rules: nobody is asked for more than they can give, unless somebody says why."""

from decimal import Decimal

from domain import capacity
from domain.aggregate import Aggregate, aggregate
from domain.fact import Fact
from domain.iteration import commitments, course
from domain.iteration.commands import (
    Cancel,
    CancelAbsence,
    Close,
    Commit,
    EstimateCapacity,
    LetGo,
    OverrideCapacity,
    Plan,
    PlanAbsence,
    Reallocate,
    Start,
    TakeRoster,
    VoteConfidence,
    Withdraw,
)
from domain.iteration.evolve import evolve
from domain.iteration.facts import (
    Absence,
    AbsenceCancelled,
    AbsencePlanned,
    ConfidenceVoted,
    IterationCapacityEstimated,
    IterationStaffed,
)
from domain.iteration.guards import refuse_over, refuse_stranger
from domain.iteration.state import Iteration, Vote, is_open, memberships
from domain.parts import next_id, part_of
from domain.refusal import FieldError, Refused
from domain.scene import Scene


def _take_roster(state: Iteration, command: TakeRoster, _scene: Scene) -> list[Fact]:
    is_so = state.roster == command.roster or not is_open(state)
    return [] if is_so else [IterationStaffed(command.roster)]


def _plan_absence(state: Iteration, command: PlanAbsence, _scene: Scene) -> list[Fact]:
    wanted = (command.person, command.kind, command.days, False)
    if any(
        (each.person, each.kind, each.days, each.cancelled) == wanted for each in state.absences
    ):
        return []
    refuse_over(state, "given absences")
    refuse_stranger(state, "person", command.person)
    spans = ((each.since, each.until) for each in memberships(state, command.person))
    is_in = capacity.overlaps(command.days, state.window.start, state.window.end)
    if not is_in or not any(capacity.overlaps(command.days, *each) for each in spans):
        message = (
            f"{command.days} is outside of {state.key} ({state.window}) or of the days on which "
            f"{command.person} is in {state.team}."
        )
        wrong = FieldError("days", "outside-iteration", message, str(command.days))
        raise Refused("outside-iteration", message, wrong)
    id_ = next_id(state.absences)
    return [AbsencePlanned(Absence(id_, command.person, command.kind, command.days))]


def _cancel_absence(state: Iteration, command: CancelAbsence, _scene: Scene) -> list[Fact]:
    found = part_of(state.absences, command.absence, "absence")
    if found.cancelled:
        return []
    refuse_over(state, "given absences")
    return [AbsenceCancelled(found.id)]


def _estimate_capacity(state: Iteration, command: EstimateCapacity, _scene: Scene) -> list[Fact]:
    said = None if command.points is None else capacity.text(Decimal(command.points))
    if state.estimated_points == said:
        return []
    refuse_over(state, "given another capacity")
    if state.roster.unit == "hours" and said is not None:
        message = f"{state.team} plans in hours: what is available says how many."
        raise Refused("not-in-points", message, FieldError("points", "not-in-points", message))
    return [IterationCapacityEstimated(said)]


def _vote_confidence(state: Iteration, command: VoteConfidence, scene: Scene) -> list[Fact]:
    person = command.person or scene.origin.actor.display
    if Vote(person, command.confidence) in state.votes:
        return []
    refuse_over(state, "voted on")
    refuse_stranger(state, "person", person)
    return [ConfidenceVoted(person, command.confidence)]


ITERATION: Aggregate[Iteration] = aggregate(
    "iteration",
    "iterations",
    Iteration,
    opening=Plan,
    rules={
        Plan: course.plan,
        PlanAbsence: _plan_absence,
        CancelAbsence: _cancel_absence,
        EstimateCapacity: _estimate_capacity,
        Commit: commitments.commit,
        Withdraw: commitments.withdraw,
        Reallocate: commitments.reallocate,
        OverrideCapacity: commitments.override,
        VoteConfidence: _vote_confidence,
        Start: course.start,
        Close: course.close,
        Cancel: course.cancel,
        TakeRoster: _take_roster,
        LetGo: commitments.let_go,
    },
    evolve=evolve,
    transitions={
        "planned": ("active", "cancelled"),
        "active": ("closed", "cancelled"),
        "closed": (),
        "cancelled": (),
    },
)
