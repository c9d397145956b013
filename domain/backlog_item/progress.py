"""Rules of how far an item is: one way through the statuses, checked at ready and at done."""

from collections.abc import Sequence

from domain import text
from domain.backlog_item import checks
from domain.backlog_item.commands import (
    Block,
    Complete,
    Drop,
    MarkReady,
    Reopen,
    SendToReview,
    Start,
    Unblock,
)
from domain.backlog_item.facts import (
    DoneCheckWaived,
    ItemBlocked,
    ItemCompleted,
    ItemDropped,
    ItemReadied,
    ItemReopened,
    ItemSentToReview,
    ItemStarted,
    ItemUnblocked,
    ReadyCheckWaived,
    Resolution,
    Status,
)
from domain.backlog_item.state import BacklogItem, Blocked
from domain.backlog_item.words import ref_of, wrong_words
from domain.decider import Ask, Outcome
from domain.fact import Fact
from domain.governed import governed
from domain.iteration.commands import LetGo
from domain.product.facts import Check
from domain.product.state import Product
from domain.refusal import FieldError, Refused, illegal
from domain.scene import Scene
from domain.team.state import OPEN

ALLOWED: dict[Status, tuple[Status, ...]] = {
    "new": ("ready", "dropped"),
    "ready": ("in_progress", "dropped"),
    "in_progress": ("in_review", "done", "dropped"),
    "in_review": ("in_progress", "done", "dropped"),
    "done": ("new",),
    "dropped": ("new",),
}
"""From each status, where it can go by command; a tracker may report other ways."""

CLOSED = ("done", "dropped")


def refuse_transition(state: BacklogItem, to: Status) -> None:
    """Raise ``Refused`` (``illegal-transition``) unless ``to`` can follow on the status."""
    allowed = ALLOWED[state.status]
    if to not in allowed:
        message = f"{state.key} is {state.status}: it can become {' or '.join(allowed)}, not {to}."
        raise illegal(state.status, message, allowed)


@governed("reason")
def mark_ready(state: BacklogItem, command: MarkReady, scene: Scene) -> list[Fact]:
    """Call it ready, as the product defines it."""
    if state.status == "ready":
        return []
    refuse_transition(state, "ready")
    product = _product(scene)
    ready = product.definition_of_ready if product else ()
    waived = _judge(state, command, ready, scene, "not-ready")
    return [*([ReadyCheckWaived(waived)] if waived else []), ItemReadied()]


def start(state: BacklogItem, _command: Start, _scene: Scene) -> list[Fact]:
    """Begin work on it, or go back to work after a review."""
    if state.status == "in_progress":
        return []
    refuse_transition(state, "in_progress")
    return [ItemStarted()]


def send_to_review(state: BacklogItem, _command: SendToReview, _scene: Scene) -> list[Fact]:
    """Have the work on it reviewed."""
    if state.status == "in_review":
        return []
    refuse_transition(state, "in_review")
    return [ItemSentToReview()]


@governed("reason")
def complete(state: BacklogItem, command: Complete, scene: Scene) -> list[Fact]:
    """Call it done, as the product defines it."""
    if state.status == "done":
        return []
    refuse_transition(state, "done")
    product = _product(scene)
    done = product.definition_of_done if product else ()
    waived = _judge(state, command, done, scene, "not-done")
    return [*([DoneCheckWaived(waived)] if waived else []), ItemCompleted()]


def reopen(state: BacklogItem, _command: Reopen, _scene: Scene) -> list[Fact]:
    """Open a done or dropped item again."""
    return [ItemReopened()] if state.status in CLOSED else []


@governed("reason")
def drop(state: BacklogItem, command: Drop, scene: Scene) -> Sequence[Outcome]:
    """Decide not to do it; a dropped item may be dropped for another reason."""
    if state.status == "dropped":
        is_so = state.resolution == command.resolution
        return [] if is_so else [ItemDropped(command.resolution)]
    return dropped(state, command.resolution, scene)


def dropped(state: BacklogItem, resolution: Resolution, scene: Scene) -> list[Outcome]:
    """What dropping it comes to; an iteration that goes on does not lose it without a reason."""
    refuse_transition(state, "dropped")
    held = scene.plan.find(state.iteration) if state.iteration is not None else None
    if held is None or held.status not in OPEN:
        return [ItemDropped(resolution)]
    if held.status == "active":
        scene.reason(f"Dropping an item of {held.key}, which goes on,")
    return [ItemDropped(resolution), Ask(held.key, LetGo(state.key))]


@governed("reason")
def block(state: BacklogItem, command: Block, scene: Scene) -> list[Fact]:
    """Say that it cannot go on, and why."""
    reason = scene.reason("Blocking an item")
    by = None if command.by is None else ref_of(command.by)
    text.refuse([] if by is None else wrong_words("by", by))
    if state.status in CLOSED:
        message = f"{state.key} is {state.status}: nothing is left to block. Reopen it first."
        raise illegal(state.status, message)
    return [] if state.blocked == Blocked(reason, by) else [ItemBlocked(reason, by)]


def unblock(state: BacklogItem, _command: Unblock, _scene: Scene) -> list[Fact]:
    """Say that it can go on."""
    return [ItemUnblocked()] if state.blocked is not None else []


def _product(scene: Scene) -> Product | None:
    """The product, whose definitions of ready and done decide."""
    product: Product | None = scene.plan.find(scene.product)
    return product


def _judge(
    state: BacklogItem,
    command: MarkReady | Complete,
    agreed: tuple[Check, ...],
    scene: Scene,
    code: str,
) -> tuple[str, ...]:
    """The ids of the failed checks that are waived; refused when they fail and are not."""
    failed = checks.failed(state, agreed, command.confirmed)
    if failed and not command.waive:
        wrong = [FieldError("checks", code, check.text, check.id) for check in failed]
        message = f"{state.key} fails: {'; '.join(check.text for check in failed)}."
        raise Refused(code, message, *wrong)
    if failed:
        scene.reason("Waiving a check")
    return tuple(check.id for check in failed)
