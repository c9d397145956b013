"""Every kind of thing that is worked with through its verbs."""

from typing import Any

from domain.aggregate import Aggregate
from domain.decision.rules import DECISION
from domain.objective.rules import OBJECTIVE
from domain.vision.rules import VISION

AGGREGATES: tuple[Aggregate[Any], ...] = (
    OBJECTIVE,
    VISION,
    DECISION,
)
