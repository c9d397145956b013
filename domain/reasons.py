"""Governed changes are refused without a reason."""

from domain.fact import Origin
from domain.refusal import FieldError, Refused


def require_reason(origin: Origin, change: str) -> str:
    """The origin's reason; raises ``Refused`` (``reason-required``) naming the ``change``."""
    reason = (origin.reason or "").strip()
    if not reason:
        message = f"{change} needs a reason."
        raise Refused("reason-required", message, FieldError("reason", "required", message))
    return reason
