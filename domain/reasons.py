"""Governed changes are refused without a reason."""

from domain.fact import Origin
from domain.refusal import FieldError, Refused


def require_reason(origin: Origin, change: str, otherwise: Refused | None = None) -> str:
    """The origin's reason.

    Raises:
        Refused: There is none: ``otherwise``, or ``reason-required`` naming the ``change``.
    """
    reason = (origin.reason or "").strip()
    if not reason:
        raise otherwise or _missing(change)
    return reason


def _missing(change: str) -> Refused:
    message = f"{change} needs a reason."
    like = f'{message} Such as "Two clients asked for it."'
    return Refused("reason-required", message, FieldError("reason", "required", like))
