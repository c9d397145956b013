"""What several rules of a decision refuse first."""

from domain.decision.facts import Option
from domain.decision.state import Decision, option_of
from domain.refusal import FieldError, Refused, illegal

DECIDED = "its words stay as they are: annotate, review, deprecate or supersede it"


def refuse_decided(decision: Decision) -> None:
    """Refuse to touch what was decided (``frozen``)."""
    if decision.status == "proposed":
        return
    message = f"{decision.key} is {decision.status}, and {DECIDED}."
    raise Refused("frozen", message, FieldError("status", "frozen", message, decision.status))


def refuse_other_than(decision: Decision, *allowed: str) -> None:
    """Refuse what a decision of this status cannot do (``illegal-transition``)."""
    if decision.status in allowed:
        return
    message = f"{decision.key} is {decision.status}; this takes one that is {' or '.join(allowed)}."
    raise illegal(decision.status, message, allowed)


def chosen(decision: Decision, name: str, field: str) -> Option:
    """The option that goes by ``name``, its number or title; refuses one that there is not."""
    found = option_of(decision, name)
    if found is not None:
        return found
    known = tuple(f"{each.id} ({each.title})" for each in decision.options)
    message = f"{decision.key} has no option {name[:50]!r}; it has {', '.join(known) or 'none'}."
    wrong = FieldError(field, "unknown-option", message, found=name[:50], allowed=known)
    raise Refused("unknown-option", message, wrong)


def refuse_hasty(decision: Decision) -> None:
    """Refuse to accept what nobody decides, or what cannot be taken back and was not weighed."""
    wrong = []
    if not decision.decision_makers:
        message = "Somebody decides: name at least one decision maker, such as ana."
        wrong.append(FieldError("decision_makers", "no-decision-maker", message))
    if decision.door == "one_way" and len(decision.options) < 2:  # noqa: PLR2004  # a choice
        message = "What cannot be taken back is chosen among at least two options: add another."
        found = str(len(decision.options))
        wrong.append(FieldError("options", "too-few-options", message, found=found))
    if decision.door == "one_way" and decision.review_on is None:
        message = "What cannot be taken back is looked at again: say review_on, such as 2026-11-25."
        wrong.append(FieldError("review_on", "no-review-date", message))
    if wrong:
        raise Refused(wrong[0].code, " ".join(each.message for each in wrong), *wrong)
