"""Old shapes of facts, and how each becomes the shape that is written today.

A new optional field needs nothing here: give it a default. A changed meaning gets a new tag, such
as ``item.moved/2``; the struct of the old tag moves here, with a function to the new one.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from msgspec import Struct

from domain.fact import Fact


@dataclass(frozen=True)
class Upcast:
    """One step from an old shape.

    Attributes:
        old: The struct that the old tag's text is read into.
        to: Makes today's fact of it, or the next older shape, which has its own step.
    """

    old: type[Struct]
    to: Callable[[Any], Fact | Struct]


UPCASTS: Mapping[str, Upcast] = {}
"""By the tag that stands in the store."""
