"""What several rules of a meeting refuse first."""

from collections.abc import Sequence

from domain import keys
from domain.meeting.facts import Invited, Kind
from domain.meeting.state import Meeting
from domain.refusal import FieldError, Refused, illegal
from domain.scene import Scene


def refuse_backwards(starts: str, ends: str | None) -> None:
    """Refuse an end that is not after the start."""
    if ends is not None and ends <= starts:
        message = f"ends is {ends}, which is not after {starts}."
        raise Refused(
            "ends-before-start", message, FieldError("ends", "ends-before-start", message, ends)
        )


def refuse_no_guest(kind: Kind, attendees: Sequence[Invited]) -> None:
    """Refuse a client meeting without anybody from outside."""
    if kind != "client" or any(each.side == "external" for each in attendees):
        return
    message = "Somebody from outside is at a client meeting: name one, such as bob@Globex."
    raise Refused("no-external-attendee", message, FieldError("attendees", "required", message))


def refuse_uncited(kind: Kind, refs: Sequence[str], scene: Scene) -> None:
    """Refuse a review or a recovery that does not say what it is about."""
    cited = [*refs, *(each.id for each in scene.origin.because_of)]
    if kind == "capacity_review" and not any(keys.kind_of(each) == "iteration" for each in cited):
        message = f"A capacity review is about an iteration: name it as ref, as {scene.product}-I1."
        raise Refused("uncited", message, FieldError("refs", "required", message))
    if kind == "recovery" and not any(_came_true(each, scene) for each in cited):
        message = (
            f"A recovery is about a risk that came true: name it as ref, as {scene.product}-K4."
        )
        found = ", ".join(cited) or None
        raise Refused("uncited", message, FieldError("refs", "required", message, found))


def _came_true(key: str, scene: Scene) -> bool:
    if keys.kind_of(key) != "risk":
        return False
    risk = scene.plan.find(key)
    return risk is not None and risk.status == "materialised"


def refuse_cancelled(state: Meeting) -> None:
    """Refuse to go on with a meeting that does not take place."""
    if state.status == "cancelled":
        raise illegal(state.status, f"{state.key} was cancelled: schedule another one.")


def refuse_not_held(state: Meeting, what: str) -> None:
    """Refuse what comes out of a meeting only."""
    if state.status != "held":
        message = f"{state.key} is {state.status}: an {what} comes out of a meeting that was held."
        raise Refused("not-held", message, FieldError("status", "not-held", message, state.status))
