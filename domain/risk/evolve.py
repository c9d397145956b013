"""Folds a risk's facts."""

from collections.abc import Callable
from functools import partial
from typing import Any

from msgspec.structs import replace

from domain.fact import Fact
from domain.fold import absorb, born, by_type, evolving
from domain.parts import with_part
from domain.risk import facts, levels
from domain.risk.facts import Status
from domain.risk.state import Risk


def _assessed(state: Risk, fact: facts.RiskAssessed) -> Risk:
    after = _ending_acceptance(state, fact)
    inherent, residual = levels.level(after), levels.level(after.residual)
    is_void = inherent is not None and residual is not None and residual > inherent
    return replace(after, residual=None) if is_void else after


def _ending_acceptance(state: Risk, fact: Fact) -> Risk:
    """What was accepted is not what is known now."""
    return _standing(absorb(state, fact, acceptance=None))


def _action_added(state: Risk, fact: facts.RiskActionAdded) -> Risk:
    return replace(state, actions=(*state.actions, fact.action))


def _action_completed(state: Risk, fact: facts.RiskActionCompleted) -> Risk:
    return replace(state, actions=with_part(state.actions, fact.action, status="done"))


def _action_cancelled(state: Risk, fact: facts.RiskActionCancelled) -> Risk:
    return replace(state, actions=with_part(state.actions, fact.action, status="cancelled"))


def _armed(state: Risk, fact: facts.RiskTriggerArmed) -> Risk:
    others = tuple(each for each in state.triggers if each.id != fact.trigger.id)
    triggers = sorted((*others, fact.trigger), key=lambda each: (len(each.id), each.id))
    return replace(state, triggers=tuple(triggers))


def _disarmed(state: Risk, fact: facts.RiskTriggerDisarmed) -> Risk:
    return replace(state, triggers=with_part(state.triggers, fact.trigger, armed=False))


def _fired(state: Risk, fact: facts.RiskTriggerFired) -> Risk:
    triggers = with_part(state.triggers, fact.trigger, armed=False, fired=fact.value)
    return replace(state, triggers=triggers)


def _reviewed(state: Risk, fact: facts.RiskReviewed) -> Risk:
    return replace(state, review_due=fact.next_due, review_note=fact.note)


def _recovered(state: Risk, fact: facts.RiskRecovered) -> Risk:
    return absorb(state, fact, lessons=fact.recovery.lessons)


def _reopened(state: Risk, _fact: facts.RiskReopened) -> Risk:
    """Threatening again: what came true before stays in the history, its lessons here."""
    again = replace(state, outcome=None, acceptance=None, actual=None, recovery=None)
    return _standing(again)


def _linked(state: Risk, fact: facts.RiskLinked) -> Risk:
    return replace(state, links=(*state.links, fact.link))


def _unlinked(state: Risk, fact: facts.RiskUnlinked) -> Risk:
    return replace(state, links=tuple(each for each in state.links if each != fact.link))


def _becoming(status: Status) -> Callable[[Risk, Any], Risk]:
    return lambda state, fact: absorb(state, fact, status=status)


def _standing(state: Risk) -> Risk:
    """The risk in the status that what is known of it makes."""
    assessed: Status = "identified" if state.likelihood is None else "assessed"
    return replace(state, status="treating" if state.treatment else assessed)


_FOLDS: dict[type[Fact], Callable[[Risk, Any], Risk]] = {
    facts.RiskDescribed: absorb,
    facts.RiskOwnerAssigned: absorb,
    facts.RiskAssessed: _assessed,
    facts.RiskTreatmentPlanned: _ending_acceptance,
    facts.RiskActionAdded: _action_added,
    facts.RiskActionCompleted: _action_completed,
    facts.RiskActionCancelled: _action_cancelled,
    facts.RiskResidualAssessed: absorb,
    facts.RiskAccepted: _becoming("accepted"),
    facts.RiskTriggerArmed: _armed,
    facts.RiskTriggerDisarmed: _disarmed,
    facts.RiskTriggerFired: _fired,
    facts.RiskEscalated: absorb,
    facts.RiskReviewed: _reviewed,
    facts.RiskMaterialised: _becoming("materialised"),
    facts.RiskRecovered: _recovered,
    facts.RiskClosed: _becoming("closed"),
    facts.RiskReopened: _reopened,
    facts.RiskLinked: _linked,
    facts.RiskUnlinked: _unlinked,
}

evolve = evolving(facts.RiskIdentified, partial(born, Risk), by_type(_FOLDS))
"""Fold one fact; raises ``TypeError`` for a fact of something else."""
