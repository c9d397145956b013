"""Governed changes are refused without a reason."""

from domain.fact import Origin
from domain.refusal import FieldError, Refused


def require_reason(origin: Origin, change: str) -> str:
    """The origin's reason; raises ``Refused`` (``reason-required``) naming the ``change``."""
    reason = (origin.reason or "").strip()
    if not reason:
        message = f"{change} needs a reason."
        like = f'{message} Such as "Two clients asked for it."'
        raise Refused("reason-required", message, FieldError("reason", "required", like))
    return reason
