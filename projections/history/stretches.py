"""What the history tells of a metric's values: how many there are, and each that was corrected.

A batch of a thousand values is one line that people can read; the values stand in the series.
"""

from msgspec import Struct

from domain.fact import Fact
from domain.stretch.facts import MetricObserved
from domain.stretch.state import stretch_key


class Tally(Struct, frozen=True):
    """How many values a stretch of a metric's series holds, and how many were corrected.

    Its fields have the names of the fact's, so that the history does not repeat them as details.
    """

    key: str
    values: int = 0
    corrections: int = 0


def tallied(state: Tally | None, fact: Fact) -> Tally:
    """Count one fact."""
    if isinstance(fact, MetricObserved):
        key = stretch_key(fact.key, fact.definition_version, fact.since)
        count = sum(len(each) for each in fact.values.values())
        return Tally(key, count + (state.values if state else 0), state.corrections if state else 0)
    if state is None:
        message = f"not the first fact of a stretch: {type(fact).__name__}"
        raise TypeError(message)
    return Tally(state.key, state.values, state.corrections + 1)
