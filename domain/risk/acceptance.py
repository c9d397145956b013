"""Living with a risk: for a while, and above the product's appetite only by an approver."""

from domain.fact import Fact
from domain.governed import governed
from domain.product.facts import RiskAppetite
from domain.refusal import FieldError, Refused
from domain.risk.commands import Accept
from domain.risk.facts import Acceptance, RiskAccepted
from domain.risk.guards import assessed_band, refuse_beyond, refuse_over, refuse_past
from domain.risk.levels import Band, is_above
from domain.risk.state import Risk
from domain.scene import Scene
from domain.values import day_after

MOST_DAYS = 180
"""How long a risk is accepted at most; then somebody has to say so again."""


@governed("cause")
def accept(state: Risk, command: Accept, scene: Scene) -> list[Fact]:
    """Somebody lives with it as it is: what a treatment promises does not count yet."""
    refuse_over(state)
    by = command.by or scene.origin.actor.display
    held = state.acceptance
    if held is not None and (held.by, held.until) == (by, command.until):
        return []
    refuse_past("until", command.until, scene.today)
    last = day_after(scene.today.isoformat(), MOST_DAYS)
    refuse_beyond("until", command.until, last, f"a risk is accepted for {MOST_DAYS} days at most")
    _refuse_unapproved(state, assessed_band(state), by, scene)
    reason = scene.cause("Accepting a risk")
    return [RiskAccepted(Acceptance(by, command.until, reason))]


def approvers(appetite: RiskAppetite, band: Band) -> tuple[str, ...]:
    """Who may accept a risk of a band above the appetite: of the extreme ones, of lesser ones."""
    return appetite.extreme if band == "extreme" else (*appetite.high, *appetite.extreme)


def _refuse_unapproved(state: Risk, band: Band, by: str, scene: Scene) -> None:
    """Above the appetite, both who accepts and who says so are approvers."""
    appetite: RiskAppetite = scene.find(scene.product, "product").risk_appetite
    if not is_above(band, appetite.accept_up_to):
        return
    allowed, actor = approvers(appetite, band), scene.origin.actor
    if by in allowed and not {actor.display, actor.id}.isdisjoint(allowed):
        return
    who = ", ".join(allowed) or f"nobody yet: name approvers in {scene.product}'s risk_appetite"
    message = (
        f"{state.key} is {band}, above the appetite of {scene.product} ({appetite.accept_up_to}): "
        f"{by} cannot accept it. Who may: {who}. Where its treatment works by now, assess it again."
    )
    wrong = FieldError("by", "approver-required", message, by, allowed)
    raise Refused("approver-required", message, wrong)
