"""However values are brought in, the series comes out the same."""

from datetime import date

from deciding import origin
from hypothesis import given, settings
from hypothesis import strategies as st
from small_plan import SmallPlan

from domain.metric.commands import Define, Observation, RecordObservations
from domain.product.commands import CreateProduct
from domain.stretch.state import Stretch

KEY = "ACME-X1"
PERIODS = st.dates(min_value=date(2015, 1, 1), max_value=date(2026, 1, 2))
SERIES = st.dictionaries(
    st.tuples(PERIODS.map(str), st.sampled_from([(), (("region", "eu"),), (("region", "us"),)])),
    st.integers(-5, 5).map(str),
    min_size=1,
    max_size=30,
)


def measured(batches: list[list[Observation]]) -> dict[str, dict[str, dict[str, str]]]:
    """What a metric's stretches hold after these batches."""
    plan = SmallPlan()
    plan.ask("ACME", CreateProduct("ACME", "Acme Notes"), origin())
    words = ("Sign-ups", "New accounts", "people")
    plan.ask(KEY, Define(KEY, *words, cadence="day", dims=("region",)), origin())
    for batch in batches:
        plan.ask(KEY, RecordObservations(tuple(batch)), origin())
    return {key: each.values for key, each in plan.states.items() if isinstance(each, Stretch)}


@settings(deadline=None, max_examples=40)
@given(SERIES, st.integers(1, 10))
def test_a_series_does_not_depend_on_its_batches(values, size):
    seen = [Observation(day, value, dict(dims)) for (day, dims), value in values.items()]
    apart = [seen[at : at + size] for at in range(0, len(seen), size)]
    whole = measured([seen])
    assert measured(apart) == whole
    assert measured([*apart[::-1], seen]) == whole, "and bringing it again changes nothing"
    assert sum(len(d) for each in whole.values() for d in each.values()) == len(values)
