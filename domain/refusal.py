"""The ways a command can be turned down.

DomainError
├── Refused        a rule says no (code, and the fields it is about)
├── Malformed      the command's own text is not acceptable (fields name what and what would be)
├── Unknown        it names something that does not exist
└── StaleVersion   the caller decided on an older version
"""

from msgspec import Struct


class FieldError(Struct, frozen=True, omit_defaults=True):
    """One field that is not acceptable: its name, what was found and what would be accepted."""

    field: str
    code: str
    message: str
    found: str | None = None
    allowed: tuple[str, ...] = ()


class DomainError(Exception):
    """Root of every refusal; ``code`` is a permanent, kebab-case name such as ``not-ready``."""

    def __init__(self, code: str, message: str, *fields: FieldError) -> None:
        """Keep the code, the sentence for people and the fields it is about."""
        super().__init__(message)
        self.code = code
        self.message = message
        self.fields = fields


class Refused(DomainError):
    """A rule of the plan says no."""


def illegal(status: str, message: str, allowed: tuple[str, ...] = ()) -> Refused:
    """The refusal of what a thing's status does not allow (``illegal-transition``).

    Args:
        status: The thing's own.
        message: What it cannot do now, and what to do instead.
        allowed: The statuses in which it could.
    """
    wrong = FieldError("status", "illegal-transition", message, status, allowed)
    return Refused("illegal-transition", message, wrong)


class Malformed(DomainError):
    """The command is not acceptable as written; every wrong field is named at once."""

    def __init__(self, *fields: FieldError) -> None:
        """Join the fields' sentences into one message."""
        super().__init__("malformed", " ".join(f.message for f in fields), *fields)


class Unknown(DomainError):
    """The command names something that does not exist."""

    def __init__(self, what: str, name: str) -> None:
        """Name the kind of thing and the id or key that was asked for."""
        message = f"There is no {what} {name}." if name else f"There is no such {what}."
        super().__init__("unknown-reference", message)
        self.what = what
        self.name = name


class StaleVersion(DomainError):
    """The caller decided on version ``expected``; the stream is at ``current``."""

    def __init__(self, expected: int, current: int) -> None:
        """Keep both versions so that the answer can name them."""
        super().__init__(
            "stale-version",
            f"Decided on version {expected}, but it is at version {current}: read it again.",
        )
        self.expected = expected
        self.current = current
