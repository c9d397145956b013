"""Whether a number is beyond a threshold: what triggers and alerts are made of."""

import operator
from collections.abc import Callable
from decimal import Decimal
from typing import Literal

Op = Literal["gt", "gte", "lt", "lte"]

_BEYOND: dict[Op, Callable[[Decimal, Decimal], bool]] = {
    "gt": operator.gt,
    "gte": operator.ge,
    "lt": operator.lt,
    "lte": operator.le,
}


def is_beyond(op: Op, value: str, threshold: str) -> bool:
    """Whether ``value op threshold`` holds; both are decimal text."""
    return _BEYOND[op](Decimal(value), Decimal(threshold))
