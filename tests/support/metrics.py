"""Metrics to tell stories with: what is found, month by month, and sign-ups, day by day."""

from collections.abc import Iterable
from typing import Any

from deciding import Around, origin

from domain.decider import Ask
from domain.fact import Fact
from domain.metric.commands import Observation
from domain.metric.facts import MetricDefined
from domain.stretch.rules import STRETCH, Take
from domain.stretch.state import Stretch

KEY = "ACME-X1"
DEFINED = MetricDefined(
    KEY, "Notes found", "Searches that end in a click", "%", cadence="month", owner="ana"
)
SIGN_UPS = MetricDefined(
    "ACME-X2", "Sign-ups", "New accounts", "people", cadence="day", dims=("region", "plan")
)


def seen(period: str, value: str, **dims: str) -> Observation:
    return Observation(period, value, dims)


def kept(since: str = "202", **values: dict[str, str]) -> dict[str, Stretch]:
    """A stretch of the first metric, by its key: what was measured of all together."""
    key = f"{KEY}@1:{since}"
    return {key: Stretch(key, KEY, 1, since, {"": values.get("total", {})})}


def taken(key: str, values: dict[str, dict[str, str]]) -> Ask:
    """What a metric asks of the stretch with a key."""
    metric, _, rest = key.partition("@")
    version, _, since = rest.partition(":")
    return Ask(key, Take(key, metric, int(version), since, values))


def answered(outcome: Iterable[Any], around: Around) -> list[Fact]:
    """The facts of the stretches that a metric asks."""
    found: list[Fact] = []
    for ask in outcome:
        state = around.states.get(ask.key)
        for fact in STRETCH.decide(state, ask.command, origin("Because"), around):
            assert isinstance(fact, Fact)
            state = around.states[ask.key] = STRETCH.evolve(state, fact)
            found.append(fact)
    return found
