"""What every command is: plain values that a JSON body can be read into."""

from msgspec import Struct


class Command(Struct, frozen=True, forbid_unknown_fields=True):
    """What someone asks for; who asks, when and why stands in the origin."""
