"""Rules of what an item brings about and what it costs."""

from decimal import Decimal

from domain.fact import Fact
from domain.fold import born
from domain.governed import governed
from domain.parts import next_id
from domain.refusal import FieldError, Refused, Unknown, illegal
from domain.roadmap_item.commands import (
    Expect,
    RecordCost,
    ReviewOutcome,
    SetBudget,
    WithdrawOutcome,
)
from domain.roadmap_item.facts import (
    RoadmapItemBudgeted,
    RoadmapItemCostRecorded,
    RoadmapItemOutcomeExpected,
    RoadmapItemOutcomeReviewed,
    RoadmapItemOutcomeWithdrawn,
)
from domain.roadmap_item.guards import keep_promise, refuse_closed
from domain.roadmap_item.state import RoadmapItem
from domain.roadmap_item.words import Cost, Expected, Review
from domain.scene import Scene
from domain.values import Money


@governed("cause")
def expect(state: RoadmapItem, command: Expect, scene: Scene) -> list[Fact]:
    """Say what a metric is to become; other expectations of a promise need a cause."""
    way = Decimal(command.expected) - Decimal(command.baseline)
    if not way or (command.direction and (way > 0) != (command.direction == "up")):
        message = f"From {command.baseline} to {command.expected} is not {_wanted(command)}."
        wrong = FieldError("direction", "direction-mismatch", message, command.direction)
        raise Refused("direction-mismatch", message, wrong)
    outcome = born(Expected, command)
    if outcome in state.expected_outcomes:
        return []
    refuse_closed(state, "given another expected outcome")
    keep_promise(state, scene, "Another expected outcome for")
    return [RoadmapItemOutcomeExpected(outcome)]


@governed("cause")
def withdraw_outcome(state: RoadmapItem, command: WithdrawOutcome, scene: Scene) -> list[Fact]:
    """Expect nothing of a metric any more; a promise keeps at least one outcome."""
    left = [each for each in state.expected_outcomes if each.metric != command.metric]
    if len(left) == len(state.expected_outcomes):
        return []
    refuse_closed(state, "given fewer expected outcomes")
    keep_promise(state, scene, "Fewer expected outcomes for")
    if state.commitment == "committed" and not left:
        message = f"{state.key} is promised: expect something else before this is withdrawn."
        wrong = FieldError("metric", "required", message, command.metric)
        raise Refused("outcome-required", message, wrong)
    return [RoadmapItemOutcomeWithdrawn(command.metric)]


@governed("reason")
def review_outcome(state: RoadmapItem, command: ReviewOutcome, scene: Scene) -> list[Fact]:
    """Say what came of it, once it is shipped and the day has come."""
    named = (each for each in state.expected_outcomes if each.metric == command.metric)
    expected = next(named, None)
    if expected is None:
        raise Unknown("expected outcome for", command.metric)
    if state.status != "shipped":
        message = f"{state.key} is {state.status}: what it brings about shows once it is shipped."
        raise illegal(state.status, message)
    before = next((each for each in state.reviews if each.metric == command.metric), None)
    today = scene.today.isoformat()
    review = born(Review, command, on=today if before is None else before.on)
    if before == review:
        return []
    if today < expected.by:
        scene.reason(f"Reviewing {command.metric} before {expected.by}")
    return [RoadmapItemOutcomeReviewed(born(Review, command, on=today))]


@governed("cause")
def set_budget(state: RoadmapItem, command: SetBudget, scene: Scene) -> list[Fact]:
    """Say what it may cost; raising it is governed."""
    new, old = command.budget, state.budget
    _refuse_other_currency(state, "budget.currency", new, scene)
    if Decimal(new.amount) < 0:
        message = f"budget.amount is {new.amount}; a budget is not negative."
        wrong = FieldError("budget.amount", "out-of-range", message, new.amount)
        raise Refused("out-of-range", message, wrong)
    if old is not None and Decimal(old.amount) == Decimal(new.amount):
        return []
    refuse_closed(state, "given another budget")
    if old is not None and Decimal(new.amount) > Decimal(old.amount):
        scene.cause(f"Raising the budget of {state.key}")
    return [RoadmapItemBudgeted(new)]


def record_cost(state: RoadmapItem, command: RecordCost, scene: Scene) -> list[Fact]:
    """Note what was spent; an amount is taken back by naming the cost it corrects."""
    _refuse_other_currency(state, "amount.currency", command.amount, scene)
    known = [each.id for each in state.costs]
    if command.correction_of is not None and command.correction_of not in known:
        raise Unknown("cost", command.correction_of)
    amount = Decimal(command.amount.amount)
    if not amount:
        return []
    if amount < 0 and command.correction_of is None:
        message = (
            f"amount is {command.amount.amount}: say with correction_of which cost it corrects."
        )
        like = f"{message} Known are: {', '.join(known) or 'none'}."
        raise Refused("correction-required", message, FieldError("correction_of", "required", like))
    on = command.on or scene.today.isoformat()
    return [RoadmapItemCostRecorded(born(Cost, command, id=next_id(state.costs), on=on))]


def spent(state: RoadmapItem) -> Decimal:
    """What was spent so far, corrections taken off, in the currency of its costs."""
    return sum((Decimal(each.amount.amount) for each in state.costs), Decimal(0))


def _refuse_other_currency(state: RoadmapItem, field: str, money: Money, scene: Scene) -> None:
    own = state.budget or next((each.amount for each in state.costs), None)
    wanted = own.currency if own else scene.find(scene.product, "product").currency
    if money.currency != wanted:
        message = f"{field} is {money.currency}, but {state.key} is counted in {wanted}."
        wrong = FieldError(field, "currency-mismatch", message, money.currency, (wanted,))
        raise Refused("currency-mismatch", message, wrong)


def _wanted(command: Expect) -> str:
    return command.direction or "a change"
