"""Folds an iteration's facts."""

from functools import partial

from msgspec.structs import replace

from domain.fold import absorb, born, by_type, evolving
from domain.iteration import facts
from domain.iteration.state import Commitment, Iteration, Overcommit, Vote
from domain.parts import with_part


def _committed(state: Iteration, fact: facts.ItemCommitted) -> Iteration:
    return replace(state, commitments=(*state.commitments, born(Commitment, fact)))


def _withdrawn(state: Iteration, fact: facts.ItemWithdrawn) -> Iteration:
    kept = tuple(each for each in state.commitments if each.item != fact.item)
    return replace(state, commitments=kept)


def _reallocated(state: Iteration, fact: facts.CommitmentReallocated) -> Iteration:
    commitments = tuple(
        replace(each, assignee=fact.assignee) if each.item == fact.item else each
        for each in state.commitments
    )
    return replace(state, commitments=commitments)


def _voted(state: Iteration, fact: facts.ConfidenceVoted) -> Iteration:
    others = (each for each in state.votes if each.person != fact.person)
    return replace(state, votes=(*others, born(Vote, fact)))


def _closed(state: Iteration, fact: facts.IterationClosed) -> Iteration:
    return absorb(state, fact, status="closed", person_days_given=fact.person_days)


evolve = evolving(
    facts.IterationPlanned,
    partial(born, Iteration),
    by_type(
        {
            facts.IterationStaffed: absorb,
            facts.AbsencePlanned: lambda state, fact: replace(
                state, absences=(*state.absences, fact.absence)
            ),
            facts.AbsenceCancelled: lambda state, fact: replace(
                state, absences=with_part(state.absences, fact.absence, cancelled=True)
            ),
            facts.IterationCapacityEstimated: lambda state, fact: replace(
                state, estimated_points=fact.points
            ),
            facts.ItemCommitted: _committed,
            facts.ItemWithdrawn: _withdrawn,
            facts.CommitmentReallocated: _reallocated,
            facts.CapacityOverridden: lambda state, fact: replace(
                state, overcommit=born(Overcommit, fact)
            ),
            facts.ConfidenceVoted: _voted,
            facts.IterationStarted: lambda state, fact: replace(
                state, status="active", began_with=fact.snapshot
            ),
            facts.IterationClosed: _closed,
            facts.IterationCancelled: lambda state, _fact: replace(state, status="cancelled"),
        }
    ),
)
"""Fold one fact; raises ``TypeError`` for a fact of something else."""
