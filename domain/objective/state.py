"""What is known about an objective."""

from decimal import Decimal

from msgspec import Struct

from domain.objective.facts import KeyResult, Outcome, Status
from domain.values import Window


class Objective(Struct, frozen=True):
    """An objective as its facts leave it (domain model §2.4)."""

    key: str
    title: str
    period: Window
    owner: str
    vision_version: int | None = None
    status: Status = "draft"
    key_results: tuple[KeyResult, ...] = ()
    confidence: float | None = None
    note: str = ""
    outcome: Outcome | None = None
    learning: str = ""


def progress(objective: Objective) -> float | None:
    """How far it is, by the weights of its key results; None before anything was measured.

    1 is the target; less than 0 and more than 1 are possible and kept as they are.
    """
    measured = [each for each in objective.key_results if each.actual is not None]
    weight = sum(Decimal(each.weight) for each in objective.key_results)
    if not measured or not weight:
        return None
    return float(sum(Decimal(each.weight) * _progress_of(each) for each in measured) / weight)


def _progress_of(key_result: KeyResult) -> Decimal:
    baseline = Decimal(key_result.baseline)
    way = Decimal(key_result.target) - baseline
    return (Decimal(key_result.actual or baseline) - baseline) / way
