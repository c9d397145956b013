"""Tells a risk of a sign that it watches for; those of its triggers that it is beyond fire."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from domain.fact import Actor, Fact, Origin, Ref
from domain.keys import kind_of, stream_of
from domain.plan import NOWHERE
from domain.risk import triggers
from domain.risk.commands import FireTrigger
from domain.risk.facts import RiskTriggerArmed, RiskTriggerFired
from domain.risk.rules import RISK
from domain.scene import Scene
from projections.risks.query import watching
from workers.context import Context
from workers.policies.attempt import attempt
from workers.policies.sign import Sign

AUTOMATION = Actor(id="trueline:policies", display="Trueline policies", kind="system")


def told(context: Context, policy: str, sign: Sign) -> int:
    """Tell every risk that watches; one that cannot be told does not keep the others from it.

    Args:
        context: The workers' surroundings.
        policy: Who saw it.
        sign: What was seen; a trigger fires for it once, however often it is told.

    Returns:
        How many triggers fired now.

    Raises:
        LedgerError: The database is in trouble; tell them all again.
    """
    with context.database.read() as connection:
        risks = watching(connection, sign.signal, sign.ref)
    at = sign.entry.position
    tried = (
        attempt(context, policy, each, at, partial(_tell, context, each, sign)) for each in risks
    )
    return sum(each or 0 for each in tried)


def _tell(context: Context, risk: str, sign: Sign) -> int:
    """Ask one risk; where nothing follows it is only looked at, so that nothing is logged of it."""
    command = FireTrigger(sign.signal, sign.value, sign.ref)
    origin, stream = origin_of(context, sign), stream_of(risk)
    state = context.ledger.load(RISK, stream).state
    firing = triggers.fire(state, command, Scene(risk, origin, NOWHERE)) if state else []
    if not _are_news(context, stream, firing, sign):
        return 0
    receipt = context.ledger.execute(RISK, stream, command, origin, command_id=sign.intent(risk))
    return 0 if receipt.replayed else len(receipt.facts)


def _are_news(context: Context, risk: UUID, firing: Sequence[Fact], sign: Sign) -> bool:
    """Whether a trigger that would fire was armed before what was seen.

    Who arms one knows what was so by then. What grows by itself is news again every day.
    """
    if not firing or sign.on:
        return bool(firing)
    later = [each for each in context.ledger.stream(risk) if each.position > sign.entry.position]
    armed = [each.fact.trigger.id for each in later if isinstance(each.fact, RiskTriggerArmed)]
    return any(each.trigger not in armed for each in firing if isinstance(each, RiskTriggerFired))


def origin_of(context: Context, sign: Sign) -> Origin:
    """The origin of what follows from a sign: automation, because of what was seen."""
    return Origin(
        actor=AUTOMATION,
        source="automation",
        occurred_at=context.clock(),
        correlation_id=sign.entry.origin.correlation_id,
        reason=sign.why,
        because_of=(Ref(kind_of(sign.ref) or "", sign.ref),),
        causation_id=sign.entry.event_id,
    )
