"""Folds a decision's facts."""

from functools import partial

from msgspec.structs import replace

from domain.decision.facts import (
    DecisionAccepted,
    DecisionAnnotated,
    DecisionArgued,
    DecisionConfirmationRecorded,
    DecisionConsulted,
    DecisionDeprecated,
    DecisionDescribed,
    DecisionOptionAdded,
    DecisionProposed,
    DecisionRejected,
    DecisionReplacedAnother,
    DecisionReviewed,
    DecisionSuperseded,
    Option,
)
from domain.decision.state import Consequences, Decision, Outcome, Review, View
from domain.fact import Fact
from domain.fold import absorb, born, evolving, foreign


def _go_on(state: Decision, fact: Fact) -> Decision:
    match fact:
        case DecisionDescribed() | DecisionConfirmationRecorded():
            return absorb(state, fact)
        case DecisionOptionAdded():
            return replace(state, options=(*state.options, fact.option))
        case DecisionArgued():
            argued = (
                _argued(each, fact) if each.id == fact.option else each for each in state.options
            )
            return replace(state, options=tuple(argued))
        case DecisionConsulted():
            return replace(state, consulted=(*state.consulted, View(fact.person, fact.view)))
        case _:
            return _decided(state, fact)


def _decided(state: Decision, fact: Fact) -> Decision:
    """Fold what ends the asking, and what comes after."""
    match fact:
        case DecisionAccepted():
            return _accepted(state, fact)
        case DecisionRejected():
            return absorb(state, fact, status="rejected")
        case DecisionDeprecated():
            return replace(state, status="deprecated", due_on=None)
        case DecisionSuperseded():
            return replace(state, status="superseded", superseded_by=fact.by, due_on=None)
        case DecisionReplacedAnother():
            return replace(state, supersedes=(*state.supersedes, fact.replaced))
        case DecisionAnnotated():
            return replace(state, notes=(*state.notes, fact.note))
        case DecisionReviewed():
            reviews = (*state.reviews, born(Review, fact))
            return replace(state, reviews=reviews, due_on=fact.next_on)
        case _:
            raise foreign(state, fact)


def _accepted(state: Decision, fact: DecisionAccepted) -> Decision:
    review_on = fact.review_on or state.review_on
    makers = (*state.decision_makers, *fact.decision_makers)
    return replace(
        state,
        status="accepted",
        outcome=Outcome(fact.option, fact.justification),
        decided_on=fact.decided_on,
        decision_makers=tuple(dict.fromkeys(makers)),
        consequences=Consequences(fact.good, fact.bad),
        review_on=review_on,
        due_on=review_on,
    )


def _argued(option: Option, fact: DecisionArgued) -> Option:
    return replace(
        option,
        good=(*option.good, *fact.good),
        neutral=(*option.neutral, *fact.neutral),
        bad=(*option.bad, *fact.bad),
    )


evolve = evolving(DecisionProposed, partial(born, Decision), _go_on)
"""Fold one fact; raises ``TypeError`` for a fact of something else."""
