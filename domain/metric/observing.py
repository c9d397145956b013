"""What is measured of a metric: kept once, corrected with a reason, and never twice."""

from collections.abc import Sequence
from decimal import Decimal

from msgspec.structs import replace

from domain.decider import Ask, Outcome
from domain.governed import governed
from domain.metric.commands import CorrectObservation, NoteBreach, RecordObservations
from domain.metric.dims import label_of, wrong_dims
from domain.metric.facts import Breach, MetricThresholdBreached
from domain.metric.guards import refuse_other_unit, refuse_retired
from domain.metric.intake import Failed, Intake
from domain.metric.periods import since_of, wrong_period
from domain.metric.state import Metric
from domain.refusal import Malformed, Refused, Unknown
from domain.scene import Scene
from domain.stretch.rules import Amend
from domain.stretch.state import Stretch, stretch_key
from domain.text import refuse
from domain.threshold import is_beyond


def record(state: Metric, command: RecordObservations, scene: Scene) -> Sequence[Outcome]:
    """Keep what is new; what is known already is left alone."""
    refuse_retired(state)
    refuse_other_unit(state, command.unit)
    intake = Intake(state, scene.today, scene.plan.find)
    for at, each in enumerate(command.observations):
        intake.take(at, each.period, each.value, tuple(each.dims.items()))
    if intake.failed:
        raise _refusal(intake.failed)
    return list(intake.asks())


@governed("reason")
def correct(state: Metric, command: CorrectObservation, scene: Scene) -> Sequence[Outcome]:
    """Let a value be another one; both are kept."""
    refuse_retired(state)
    refuse(
        wrong_period("period", command.period, state.cadence, scene.today),
        wrong_dims("dims", command.dims, state.dims),
    )
    since = since_of(state.cadence, command.period, has_dims=bool(state.dims))
    key, label = stretch_key(state.key, state.definition_version, since), label_of(command.dims)
    stretch: Stretch | None = scene.plan.find(key)
    old = stretch.values.get(label, {}).get(command.period) if stretch is not None else None
    if old is None:
        raise Unknown("observation of", f"{command.period} {label}".strip())
    if Decimal(old) == Decimal(command.value):
        return []
    scene.reason("Correcting a value")
    return [Ask(key, Amend(command.period, label, command.value))]


def note_breach(state: Metric, command: NoteBreach, _scene: Scene) -> Sequence[Outcome]:
    """Record a value that the alert is for, once; without an alert nothing is one."""
    alert, breach = state.alert, Breach(command.period, command.value, command.dims)
    if alert is None or state.status == "retired" or state.breach == breach:
        return []
    is_one = is_beyond(alert.op, command.value, alert.threshold)
    return [MetricThresholdBreached(breach)] if is_one else []


def _refusal(failed: Sequence[Failed]) -> Malformed | Refused:
    """All that is wrong, each with its place in the batch."""
    fields = [
        replace(each.wrong, field=f"observations.{each.at}.{each.wrong.field}") for each in failed
    ]
    codes = {each.code for each in fields}
    if codes - {"use-correction", "duplicate"}:
        return Malformed(*fields)
    code = "use-correction" if "use-correction" in codes else "duplicate"
    return Refused(code, fields[0].message, *fields)
