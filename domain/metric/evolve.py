"""Folds a metric's facts."""

from collections.abc import Callable
from functools import partial
from typing import Any

from msgspec import UNSET
from msgspec.structs import replace

from domain.fact import Fact
from domain.fold import absorb, born, by_type, evolving
from domain.metric import facts
from domain.metric.state import Metric, edition_of


def _redefined(state: Metric, fact: facts.MetricRedefined) -> Metric:
    """In another unit, what was aimed at and watched for says nothing any more."""
    editions = (*state.editions, edition_of(state))
    after = absorb(state, fact, definition_version=fact.version, editions=editions)
    is_other = fact.unit is not UNSET
    return replace(after, targets=(), alert=None, breach=None) if is_other else after


def _target_agreed(state: Metric, fact: facts.MetricTargetAgreed) -> Metric:
    others = (each for each in state.targets if each.by != fact.target.by)
    targets = sorted((*others, fact.target), key=lambda each: each.by)
    return replace(state, targets=tuple(targets))


def _target_withdrawn(state: Metric, fact: facts.MetricTargetWithdrawn) -> Metric:
    return replace(state, targets=tuple(each for each in state.targets if each.by != fact.by))


def _alert_lifted(state: Metric, _fact: facts.MetricAlertLifted) -> Metric:
    return replace(state, alert=None)


def _breach_reviewed(state: Metric, _fact: facts.MetricBreachReviewed) -> Metric:
    return replace(state, breach=None)


def _retired(state: Metric, _fact: facts.MetricRetired) -> Metric:
    return replace(state, status="retired", breach=None)


_FOLDS: dict[type[Fact], Callable[[Metric, Any], Metric]] = {
    facts.MetricDescribed: absorb,
    facts.MetricRedefined: _redefined,
    facts.MetricTargetAgreed: _target_agreed,
    facts.MetricTargetWithdrawn: _target_withdrawn,
    facts.MetricAlertPlaced: absorb,
    facts.MetricAlertLifted: _alert_lifted,
    facts.MetricThresholdBreached: absorb,
    facts.MetricBreachReviewed: _breach_reviewed,
    facts.MetricRetired: _retired,
}

evolve = evolving(facts.MetricDefined, partial(born, Metric), by_type(_FOLDS))
"""Fold one fact; raises ``TypeError`` for a fact of something else."""
