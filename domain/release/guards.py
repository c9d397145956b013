"""What several rules refuse first: a change of what is over, and a second open release."""

from domain.plan import Plan
from domain.refusal import FieldError, Refused, illegal
from domain.release.state import Release, is_open


def refuse_closed(state: Release, change: str) -> None:
    """Refuse to change what came out, or never will."""
    if not is_open(state):
        raise illegal(state.status, f"{state.key} is {state.status}: it cannot be {change}.")


def refuse_second(key: str, held: str | None, plan: Plan) -> None:
    """Refuse that the item ``key`` joins a release while an open one, ``held``, has it."""
    release: Release | None = plan.find(held) if held is not None else None
    if release is None or not is_open(release):
        return
    message = f"{key} is in {held}, which is {release.status}: take it out first."
    wrong = FieldError("release", "already-in-release", message, held)
    raise Refused("already-in-release", message, wrong)
