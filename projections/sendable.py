"""A folded state as JSON: what is sent, and what the next batch goes on with."""

from typing import Any, Protocol

import msgspec


class Newest(Protocol):
    """What is told of a thing's newest fact."""

    @property
    def stream_id(self) -> Any:  # noqa: ANN401  # a UUID, or the text of one
        """Of the thing."""
        ...

    @property
    def stream_version(self) -> int:
        """Of the thing after it."""
        ...

    @property
    def position(self) -> int:
        """In the ledger."""
        ...

    @property
    def recorded_at(self) -> Any:  # noqa: ANN401  # a time, or the text of one
        """When we learnt it."""
        ...


def sendable(state: msgspec.Struct, last: Newest, shown: msgspec.Struct | None = None) -> str:
    """The state with its id, version, position and time in front, and what is ``shown`` besides.

    Decoding it as the state's own type gives the state back, as long as these are no fields of its
    own.
    """
    head: dict[str, Any] = {
        "id": last.stream_id,
        "version": last.stream_version,
        "position": last.position,
        "changed_at": last.recorded_at,
    }
    if shown is not None:
        head |= msgspec.structs.asdict(shown)
    return (_ENCODER.encode(head)[:-1] + b"," + _ENCODER.encode(state)[1:]).decode()


_ENCODER = msgspec.json.Encoder()
