"""What a metric does not accept, whatever is asked."""

from domain.metric.state import Metric
from domain.refusal import FieldError, Refused, illegal


def refuse_retired(state: Metric) -> None:
    """Raise ``Refused`` for a metric that is not measured any more."""
    if state.status == "retired":
        raise illegal(state.status, f"{state.key} is retired: define a metric anew.", ("active",))


def refuse_other_unit(state: Metric, unit: object) -> None:
    """Raise ``Refused`` when values in another unit would end up in one series."""
    if isinstance(unit, str) and unit != state.unit:
        message = f"{state.key} is measured in {state.unit}, not in {unit}: redefine it first."
        wrong = FieldError("unit", "needs-redefinition", message, unit, (state.unit,))
        raise Refused("needs-redefinition", message, wrong)
