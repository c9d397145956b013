"""Every kind of thing that is worked with through its verbs."""

from typing import Any

from domain.aggregate import Aggregate
from domain.objective.rules import OBJECTIVE

AGGREGATES: tuple[Aggregate[Any], ...] = (OBJECTIVE,)
