"""What a decision can go through once it is taken: nothing of it changes what was decided."""

from collections.abc import Sequence

from domain.cycle import closes_cycle
from domain.decider import Ask, Outcome
from domain.decision.commands import Annotate, Deprecate, ReplaceAnother, Review, Supersede
from domain.decision.facts import (
    DecisionAnnotated,
    DecisionDeprecated,
    DecisionReplacedAnother,
    DecisionReviewed,
    DecisionSuperseded,
)
from domain.decision.guards import refuse_other_than
from domain.decision.state import Decision
from domain.decision.state import Review as Look
from domain.fact import Fact
from domain.fold import born
from domain.governed import governed
from domain.refusal import FieldError, Malformed, Refused
from domain.scene import Scene


def deprecate(state: Decision, _command: Deprecate, _scene: Scene) -> list[Fact]:
    """It counts no longer."""
    if state.status == "deprecated":
        return []
    refuse_other_than(state, "accepted")
    return [DecisionDeprecated()]


@governed("cause")
def supersede(state: Decision, command: Supersede, scene: Scene) -> Sequence[Outcome]:
    """An accepted decision counts in its place; both streams say so."""
    if state.superseded_by == command.by:
        return []
    refuse_other_than(state, "accepted", "deprecated")
    _refuse_cycle(state, command.by, scene)
    other: Decision = scene.find(command.by, "by")
    if other.status != "accepted":
        message = f"{command.by} is {other.status}: only an accepted decision can take its place."
        raise Refused(
            "not-accepted", message, FieldError("by", "not-accepted", message, command.by)
        )
    scene.cause(f"Superseding {state.key}")
    return [DecisionSuperseded(command.by), Ask(command.by, ReplaceAnother(state.key))]


def _refuse_cycle(state: Decision, by: str, scene: Scene) -> None:
    """Refuse to be superseded by itself, or by one whose place it took, however far back."""

    def next_of(key: str) -> list[str]:
        after = scene.find(key, "by").superseded_by
        return [] if after is None else [after]

    if closes_cycle(state.key, by, next_of):
        message = f"{by} cannot take the place of {state.key}, which stands in its place itself."
        raise Refused("cycle", message, FieldError("by", "cycle", message, by))


def replace_another(state: Decision, command: ReplaceAnother, _scene: Scene) -> list[Fact]:
    """It counts in the place of another one, which asked for it."""
    return [] if command.replaced in state.supersedes else [born(DecisionReplacedAnother, command)]


def annotate(state: Decision, command: Annotate, _scene: Scene) -> list[Fact]:
    """Something is noted beside it."""
    return [] if command.note in state.notes else [born(DecisionAnnotated, command)]


def review(state: Decision, command: Review, scene: Scene) -> list[Fact]:
    """Somebody looked at what came of it."""
    refuse_other_than(state, "accepted", "deprecated", "superseded")
    known = tuple(each.metric for each in state.expected_outcomes)
    for each in command.actuals:
        if each.metric not in known:
            message = f"{state.key} predicted nothing of {each.metric[:50]!r}."
            wrong = FieldError("actuals", "unknown-metric", message, each.metric[:50], known)
            raise Refused("unknown-metric", message, wrong)
    on = scene.past("on", command.on)
    if command.next_on is not None and command.next_on <= on:
        message = f"next_on is {command.next_on}; the next look comes after this one on {on}."
        raise Malformed(FieldError("next_on", "not-later", message, command.next_on))
    look = born(Look, command, on=on)
    if look in state.reviews[-1:] and command.next_on == state.due_on:
        return []
    return [born(DecisionReviewed, command, on=on)]
