"""A stretch's rules: what is measured once stays, until it is corrected.

Its metric looks at it first and asks only for what can be (``domain.metric``).
"""

from msgspec.structs import replace

from domain.aggregate import Aggregate, aggregate
from domain.command import Asked, Opening
from domain.decider import Governed
from domain.fact import Fact
from domain.fold import born
from domain.keys import INNER
from domain.scene import Scene
from domain.stretch.facts import MetricObservationCorrected, MetricObserved
from domain.stretch.state import Correction, Stretch, stretch_key


class Take(Opening, frozen=True):
    """Keep what was measured; the first of it begins the stretch."""

    metric: str
    definition_version: int
    since: str
    values: dict[str, dict[str, str]]


class Amend(Asked, frozen=True):
    """Let a value be another one after all."""

    period: str
    dims: str
    value: str


def _take(state: Stretch | None, command: Take, _scene: Scene) -> list[Fact]:
    known = state.values if state else {}
    news: dict[str, dict[str, str]] = {}
    for dims, measured in command.values.items():
        left = {day: each for day, each in measured.items() if day not in known.get(dims, {})}
        if left:
            news[dims] = left
    where = (command.metric, command.definition_version, command.since)
    return [MetricObserved(*where, news)] if news else []


def _amend(state: Stretch, command: Amend, _scene: Scene) -> Governed:
    """The metric asked for a reason already, so the log is told that it is governed."""
    old = state.values[command.dims][command.period]
    where = (state.metric, state.definition_version, command.period, command.dims)
    return Governed([MetricObservationCorrected(*where, old, command.value)])


def evolve(state: Stretch | None, fact: Fact) -> Stretch:
    """Fold one fact; raises ``TypeError`` for a fact of something else."""
    match fact:
        case MetricObserved():
            return _observed(state or _begun(fact), fact)
        case MetricObservationCorrected() if state is not None:
            corrections = (*state.corrections, born(Correction, fact))
            corrected = {**state.values.get(fact.dims, {}), fact.period: fact.new}
            return replace(
                state, values={**state.values, fact.dims: corrected}, corrections=corrections
            )
        case _:
            message = f"not a fact of a stretch here: {type(fact).__name__}"
            raise TypeError(message)


def _begun(fact: MetricObserved) -> Stretch:
    key = stretch_key(fact.key, fact.definition_version, fact.since)
    return Stretch(key, fact.key, fact.definition_version, fact.since)


def _observed(state: Stretch, fact: MetricObserved) -> Stretch:
    news = {dims: {**state.values.get(dims, {}), **values} for dims, values in fact.values.items()}
    return replace(state, values={**state.values, **news})


STRETCH: Aggregate[Stretch] = aggregate(
    INNER,
    "stretches",
    Stretch,
    opening=Take,
    rules={Take: _take, Amend: _amend},
    evolve=evolve,
    taken=None,
)
