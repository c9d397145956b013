"""What every command is: plain values that a JSON body can be read into."""

from typing import ClassVar

from msgspec import Struct


class Command(Struct, frozen=True, forbid_unknown_fields=True):
    """What someone asks for; who asks, when and why stands in the origin.

    Attributes:
        computed: What follows from the fields: refused as such when it is sent.
    """

    computed: ClassVar[tuple[str, ...]] = ()


class Opening(Command, frozen=True):
    """A command that begins a thing; ``key`` is the one it goes by, and given to it."""

    key: str

    def claimed(self) -> str | None:
        """A name that only one thing goes by: asked for again, the one there is answers.

        None where each opening begins a thing of its own, as most do.
        """
        return None


class Asked(Command, frozen=True):
    """A command that another thing of the plan asks for (``decider.Ask``), and nobody else."""
