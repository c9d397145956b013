"""What several rules of evidence refuse first."""

from domain.evidence.commands import Triage
from domain.evidence.facts import Kind
from domain.evidence.state import Evidence
from domain.fold import given
from domain.refusal import FieldError, Malformed, Refused, illegal

ONLY_OF: dict[str, Kind] = {
    **dict.fromkeys(
        ("segment", "tier", "persona", "sentiment", "importance", "deal_value"), "feedback"
    ),
    **dict.fromkeys(("strength", "confidence", "trend", "implications"), "market_signal"),
}
"""What only one kind of evidence has."""


def refuse_merged(state: Evidence) -> None:
    """Refuse to go on with what counts as another one."""
    if state.status == "merged":
        message = f"{state.key} was merged: {state.merged_into} counts in its place."
        raise illegal(state.status, message)


def refuse_dismissed(state: Evidence) -> None:
    """Refuse to let what was put aside speak for anything."""
    if state.status == "dismissed":
        raise illegal(state.status, f"{state.key} was dismissed: triage it again first.")


def refuse_redacted(state: Evidence, field: str) -> None:
    """Refuse more personal text where it was erased."""
    if state.redacted:
        message = f"{state.key} was redacted: no more of what was said is kept with it."
        raise Refused("redacted", message, FieldError(field, "redacted", message))


def refuse_other_kind(state: Evidence, command: Triage) -> None:
    """Refuse values that evidence of its kind does not have, naming all of them."""
    odd = [name for name in given(command) if ONLY_OF.get(name, state.kind) != state.kind]
    of = f"{state.key} is {state.kind.replace('_', ' ')}"
    wrong = [FieldError(name, "other-kind", f"{of}, which has no {name}.") for name in odd]
    if wrong:
        raise Malformed(*wrong)
