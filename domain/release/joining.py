"""An item comes out with one release that is still to come: the rule for items of every kind."""

from domain.plan import Plan
from domain.refusal import FieldError, Refused
from domain.release.state import Release, is_open


def refuse_second(key: str, held: str | None, plan: Plan) -> None:
    """Refuse that the item ``key`` joins a release while an open one, ``held``, has it."""
    release: Release | None = plan.find(held) if held is not None else None
    if release is None or not is_open(release):
        return
    message = f"{key} is in {held}, which is {release.status}: take it out first."
    wrong = FieldError("release", "already-in-release", message, held)
    raise Refused("already-in-release", message, wrong)
