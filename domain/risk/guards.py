"""What several rules of a risk refuse first."""

from datetime import date

from domain import refusal
from domain.refusal import FieldError, Refused
from domain.risk.levels import Band
from domain.risk.state import Risk, band_of


def refuse_closed(state: Risk) -> None:
    """Raise ``Refused`` (``illegal-transition``) for a risk that is closed."""
    if state.status == "closed":
        raise illegal(state, "reopen it first")


def refuse_over(state: Risk) -> None:
    """Raise ``Refused`` (``illegal-transition``) for a risk that is closed or has come true."""
    refuse_closed(state)
    if state.status == "materialised":
        raise illegal(state, "record the recovery, or close it")


def assessed_band(state: Risk) -> Band:
    """Its band; raises ``Refused`` (``not-assessed``) before there is one."""
    found = band_of(state)
    if found is None:
        message = f"{state.key} is not assessed: say how likely and how grave it is, such as 4 5."
        raise Refused("not-assessed", message, FieldError("likelihood", "required", message))
    return found


def illegal(state: Risk, instead: str) -> Refused:
    """What a risk in its status is not asked for, and what to do ``instead``."""
    message = f"{state.key} is {state.status}: {instead}."
    return refusal.illegal(state.status, message)


def refuse_past(field: str, day: str, today: date) -> None:
    """Raise ``Refused`` (``in-the-past``) for a day before today."""
    if day < today.isoformat():
        message = f"{field} is {day}, which is past; accepted is {today} or later."
        raise Refused("in-the-past", message, FieldError(field, "in-the-past", message, day))


def refuse_beyond(field: str, day: str, last: str, why: str) -> None:
    """Raise ``Refused`` (``too-far``) for a day after the ``last``; ``why`` says whose limit."""
    if day > last:
        message = f"{field} is {day}; accepted is {last} at the latest: {why}."
        raise Refused("too-far", message, FieldError(field, "too-far", message, day))
