"""A metric's rules: one definition at a time, one north star, and a reason for every break."""

from collections.abc import Sequence
from decimal import Decimal

from domain import keys
from domain.aggregate import Aggregate, aggregate
from domain.claim import Claim, Release
from domain.decider import Ask, Outcome
from domain.fact import Fact
from domain.fold import born, edited
from domain.governed import governed
from domain.metric import commands, observing
from domain.metric.commands import (
    Define,
    Describe,
    LiftAlert,
    Redefine,
    Retire,
    ReviewBreach,
    SetAlert,
    SetTarget,
    WithdrawTarget,
)
from domain.metric.evolve import evolve
from domain.metric.facts import (
    Alert,
    Band,
    MetricAlertLifted,
    MetricAlertPlaced,
    MetricBreachReviewed,
    MetricDefined,
    MetricDescribed,
    MetricRedefined,
    MetricRetired,
    MetricTargetAgreed,
    MetricTargetWithdrawn,
    Target,
)
from domain.metric.guards import refuse_other_unit, refuse_retired
from domain.metric.state import Metric
from domain.product.commands import LeaveNorthStar
from domain.refusal import FieldError, Malformed, Refused
from domain.scene import Scene


def north_star_claim(product: str) -> str:
    """The claim (``domain.claim``) that a product's north star is one metric, its owner."""
    return f"north star:{product}"


def _define(_none: None, command: Define, scene: Scene) -> Sequence[Outcome]:
    _refuse_no_band(command.direction, command.band)
    defined = born(MetricDefined, command)
    if command.kind != "north_star":
        return [defined]
    name, owner = north_star_claim(scene.product), keys.stream_of(command.key)
    message = f"{scene.product} has a north star already: there is one for each product."
    return [defined, Ask(name, Claim(name, owner, "north-star-taken", "kind", message))]


def _describe(state: Metric, command: Describe, _scene: Scene) -> list[Fact]:
    refuse_retired(state)
    refuse_other_unit(state, command.unit)
    described = edited(state, command)
    return [MetricDescribed(**described)] if described else []


@governed("reason")
def _redefine(state: Metric, command: Redefine, scene: Scene) -> list[Fact]:
    refuse_retired(state)
    other = edited(state, command)
    if not other:
        return []
    direction, band = other.get("direction", state.direction), other.get("band", state.band)
    _refuse_no_band(direction, band)
    scene.reason("Measuring something else under the same name")
    return [MetricRedefined(state.definition_version + 1, **other)]


def _set_target(state: Metric, command: SetTarget, _scene: Scene) -> list[Fact]:
    refuse_retired(state)
    known = next((each for each in state.targets if each.by == command.by), None)
    if known is not None and Decimal(known.value) == Decimal(command.value):
        return []
    return [MetricTargetAgreed(born(Target, command))]


def _withdraw_target(state: Metric, command: WithdrawTarget, _scene: Scene) -> list[Fact]:
    refuse_retired(state)
    is_there = any(each.by == command.by for each in state.targets)
    return [MetricTargetWithdrawn(command.by)] if is_there else []


def _set_alert(state: Metric, command: SetAlert, _scene: Scene) -> list[Fact]:
    refuse_retired(state)
    alert = born(Alert, command)
    return [] if state.alert == alert else [MetricAlertPlaced(alert)]


def _lift_alert(state: Metric, _command: LiftAlert, _scene: Scene) -> list[Fact]:
    refuse_retired(state)
    return [] if state.alert is None else [MetricAlertLifted()]


def _review_breach(state: Metric, command: ReviewBreach, _scene: Scene) -> list[Fact]:
    refuse_retired(state)
    if state.breach is None:
        message = f"No breach of {state.key} waits for a review."
        raise Refused("no-breach", message)
    return [MetricBreachReviewed(command.note)]


@governed("reason")
def _retire(state: Metric, _command: Retire, scene: Scene) -> Sequence[Outcome]:
    if state.status == "retired":
        return []
    scene.reason(f"Measuring {state.key} no more")
    if state.kind != "north_star":
        return [MetricRetired()]
    name = north_star_claim(scene.product)
    given_back = Ask(name, Release(name, keys.stream_of(state.key)))
    return [MetricRetired(), given_back, Ask(scene.product, LeaveNorthStar(state.key))]


def _refuse_no_band(direction: str, band: Band | None) -> None:
    if direction == "band" and band is None:
        message = "direction is band: say where it has to stay, such as 0.5,2."
        raise Malformed(FieldError("band", "required", message))


METRIC: Aggregate[Metric] = aggregate(
    "metric",
    "metrics",
    Metric,
    opening=Define,
    rules={
        Define: _define,
        Describe: _describe,
        Redefine: _redefine,
        commands.RecordObservations: observing.record,
        commands.CorrectObservation: observing.correct,
        SetTarget: _set_target,
        WithdrawTarget: _withdraw_target,
        SetAlert: _set_alert,
        LiftAlert: _lift_alert,
        commands.NoteBreach: observing.note_breach,
        ReviewBreach: _review_breach,
        Retire: _retire,
    },
    evolve=evolve,
    transitions={"active": ("retired",), "retired": ()},
)
