"""The rest of the plan, as a command sees it: whatever it looks at is part of its transaction."""

from typing import Any, Protocol


class Plan(Protocol):
    """Looks things up by their keys."""

    def find(self, key: str) -> Any | None:  # noqa: ANN401  # the state of a thing of any kind
        """The thing with ``key`` as it stands, this command's own changes included."""
        ...

    def next_key(self, product: str, kind: str) -> str:
        """A key that no thing of ``kind`` has had yet."""
        ...

    def head(self) -> int:
        """The position of the ledger's newest fact; 0 when there is none."""
        ...


class Nowhere:
    """No plan at all: for rules that look at nothing but their own stream."""

    def find(self, key: str) -> None:  # noqa: ARG002  # as the protocol has it
        """Nothing."""
        return

    def next_key(self, product: str, kind: str) -> str:
        """None can be given."""
        message = f"no plan to take the next key of {kind} in {product} from"
        raise LookupError(message)

    def head(self) -> int:
        """Nothing has happened."""
        return 0


NOWHERE = Nowhere()
