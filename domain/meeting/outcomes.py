"""What an outcome of a meeting becomes in the same save: a decision, feedback, an item, a plan."""

import re
from typing import Any, Literal, get_args

from msgspec import Struct

from domain.backlog_item.commands import AddItem
from domain.backlog_item.facts import Kind as ItemKind
from domain.backlog_item.facts import Requirement, Verification
from domain.decider import Ask
from domain.decision.commands import Propose as ProposeDecision
from domain.evidence.commands import CaptureFeedback
from domain.evidence.facts import Channel
from domain.meeting.state import Meeting, day_of
from domain.refusal import FieldError
from domain.risk.commands import Identify
from domain.roadmap_item.commands import Propose as ProposeRoadmapItem
from domain.scene import Scene
from domain.text import Wrong
from domain.values import Line

Becomes = Literal[
    "note",
    "decision",
    "risk",
    "roadmap_item",
    "feedback",
    "user_story",
    "technical_issue",
    "requirement",
    "bug",
    "spike",
]
_WORDS: dict[str, Becomes] = {
    **{each.replace("_", " "): each for each in get_args(Becomes)},
    "item": "user_story",
    "story": "user_story",
    "roadmap": "roadmap_item",
}
_KINDS = {
    **{each: each for each in ("decision", "risk", "roadmap_item")},
    "feedback": "evidence",
}
CHANNELS: dict[str, Channel] = {"client": "interview", "sales": "sales_call"}
"""Where feedback comes from that was heard in a meeting of a kind."""
_RISK = re.compile(r"(?i:if) (?P<event>.+?),? (?i:then) (?P<consequence>.+)")
_VERIFIED = re.compile(r"(?P<text>.+?) \((?P<how>test|demo|inspection|analysis)\)")


class NewOutcome(Struct, frozen=True):
    """What came out of a meeting and what it is to become.

    On the command line ``decision: Security review first``, ``risk: if the audit slips, then the
    launch moves``, ``requirement: Exports hold 10,000 rows (test)``, or plain words for a note.
    """

    text: Line
    becomes: Becomes = "note"
    verification: Verification | None = None

    def wrong(self, field: str) -> Wrong:
        """A risk has both halves, and a requirement is verified somehow."""
        if self.becomes == "risk" and not _RISK.fullmatch(self.text):
            message = f"{field}.text: a risk says both halves, as in: if X, then Y."
            return [FieldError(f"{field}.text", "half-a-risk", message, self.text[:50])]
        if self.becomes == "requirement" and self.verification is None:
            message = f"{field}: a requirement is verified by test, demo, inspection or analysis."
            allowed = get_args(Verification)
            return [FieldError(f"{field}.verification", "required", message, allowed=allowed)]
        return []

    @staticmethod
    def read(said: str) -> "NewOutcome":
        """An outcome as people write it."""
        word, colon, text = said.partition(":")
        becomes = _WORDS.get(word.strip().casefold().replace("_", " "))
        if not colon or becomes is None:
            return NewOutcome(said.strip())
        verified = _VERIFIED.fullmatch(text.strip()) if becomes == "requirement" else None
        if verified:
            return NewOutcome(verified["text"], becomes, verified["how"])  # type: ignore[arg-type]  # as the pattern has it
        return NewOutcome(text.strip(), becomes)


def asked_for(outcome: NewOutcome, meeting: Meeting, scene: Scene) -> Ask:
    """What an outcome that is no note asks of the plan: to begin what it becomes."""
    text, kind = outcome.text, kind_of(outcome.becomes)
    key = scene.plan.next_key(scene.product, kind)
    match outcome.becomes:
        case "decision":
            return Ask(key, ProposeDecision(key, text, meeting=scene.key))
        case "risk":
            halves = _RISK.fullmatch(text)
            assert halves is not None  # noqa: S101  # ``wrong`` has looked
            return Ask(key, Identify(key, halves["event"], halves["consequence"]))
        case "roadmap_item":
            return Ask(key, ProposeRoadmapItem(key, text))
        case "feedback":
            return Ask(key, _heard(key, text, meeting, scene))
        case _:
            return item_from(outcome.becomes, text, outcome.verification, scene)  # type: ignore[arg-type]  # the rest are kinds of items


def _heard(key: str, text: str, meeting: Meeting, scene: Scene) -> CaptureFeedback:
    """What was heard in a meeting, of the account that was there if it was the only one."""
    accounts = {each.account for each in meeting.attendees if each.account is not None}
    account = accounts.pop() if len(accounts) == 1 else None
    channel = CHANNELS.get(meeting.kind, "other")
    on = min(day_of(meeting), scene.today.isoformat())
    return CaptureFeedback(key, text, channel=channel, account=account, occurred_on=on)


def item_from(kind: ItemKind, text: str, verification: Verification | None, scene: Scene) -> Ask:
    """What begins an item of the backlog; its own rules say what it lacks."""
    key = scene.plan.next_key(scene.product, "item")
    more: dict[str, Any] = {"description": text} if kind == "user_story" else {}
    if verification is not None:
        more["requirement"] = Requirement("functional", verification)
    return Ask(key, AddItem(key, kind, text, **more))


def kind_of(becomes: Becomes) -> str:
    """The kind of thing that an outcome becomes."""
    return _KINDS.get(becomes, "item")
