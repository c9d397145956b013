"""The shape of an aggregate's state, so that a snapshot of another shape is never trusted."""

from functools import cache
from hashlib import sha256
from typing import Any

import msgspec

from domain.decider import Decider


class Shape:
    """How a state is written as a snapshot, and whether one may be read back.

    A changed field changes the name, and with it makes older snapshots worthless: a default that a
    new field takes from the type might not be what the facts say.
    """

    def __init__(self, kind: str, state_type: Any) -> None:  # noqa: ANN401  # any type msgspec reads
        """Name the shape after its schema."""
        schema = msgspec.json.encode(msgspec.json.schema(state_type), order="sorted")
        self.name = f"{kind}:{sha256(schema).hexdigest()[:16]}"
        self._decode = msgspec.json.Decoder(state_type).decode

    def read(self, name: str, text: bytes) -> Any | None:  # noqa: ANN401  # the decider's own state
        """The state, or None when the snapshot has another shape or does not read."""
        if name != self.name:
            return None
        try:
            return self._decode(text)
        except msgspec.DecodeError:
            return None


@cache
def shape_of(decider: Decider[Any, Any]) -> Shape:
    """The shape of the states that ``decider`` folds."""
    return Shape(decider.kind, decider.state)
