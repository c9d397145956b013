"""Evidence's rules: it says something, it speaks for what exists, and is counted once."""

from collections.abc import Sequence

from domain import keys
from domain.aggregate import Aggregate, aggregate
from domain.claim import Claim
from domain.decider import Ask, Outcome
from domain.evidence import answering, merging
from domain.evidence.commands import (
    Answer,
    CaptureFeedback,
    Dismiss,
    Link,
    Merge,
    RecordMarketSignal,
    Redact,
    TakeOver,
    Triage,
    Unlink,
)
from domain.evidence.evolve import evolve
from domain.evidence.facts import (
    EvidenceDismissed,
    EvidenceLinked,
    EvidenceRedacted,
    EvidenceTriaged,
    EvidenceUnlinked,
    FeedbackCaptured,
    MarketSignalRecorded,
)
from domain.evidence.facts import Link as Tied
from domain.evidence.guards import (
    refuse_dismissed,
    refuse_merged,
    refuse_other_kind,
    refuse_redacted,
)
from domain.evidence.state import Evidence, link_to
from domain.fact import Fact
from domain.fold import born, edited
from domain.governed import governed
from domain.refusal import FieldError, Malformed, Refused
from domain.scene import Scene


def _capture(_none: None, command: CaptureFeedback, scene: Scene) -> Sequence[Outcome]:
    if not command.summary.strip() and command.verbatim is None:
        message = "Nothing is said: give a summary, the customer's own words (verbatim), or both."
        raise Refused("nothing-said", message, FieldError("summary", "required", message))
    on = scene.past("occurred_on", command.occurred_on)
    captured = born(FeedbackCaptured, command, occurred_on=on)
    name = command.claimed()
    return [captured] if name is None else [captured, Ask(name, _claim(name, command))]


def _claim(name: str, command: CaptureFeedback) -> Claim:
    message = f"{command.external_id} of {command.channel} is kept already."
    owner = keys.stream_of(command.key)
    return Claim(name, owner, "already-exists", "external_id", message)


def _record(_none: None, command: RecordMarketSignal, scene: Scene) -> list[Fact]:
    on = scene.past("occurred_on", command.occurred_on)
    return [born(MarketSignalRecorded, command, occurred_on=on)]


def _triage(state: Evidence, command: Triage, _scene: Scene) -> list[Fact]:
    refuse_merged(state)
    refuse_other_kind(state, command)
    values = edited(state, command)
    is_looked_at = state.status not in ("new", "dismissed")
    return [] if is_looked_at and not values else [EvidenceTriaged(**values)]


def _link(state: Evidence, command: Link, _scene: Scene) -> list[Fact]:
    if command.ref == state.key:
        message = f"{state.key} cannot speak for itself."
        raise Malformed(FieldError("ref", "self-link", message, command.ref))
    known = link_to(state, command.ref) or Tied(command.ref)
    weight = command.weight if isinstance(command.weight, int) else known.weight
    link = Tied(command.ref, weight, command.quote or known.quote)
    if link in state.links:
        return []
    refuse_merged(state)
    refuse_dismissed(state)
    if command.quote is not None:
        refuse_redacted(state, "quote")
    return [EvidenceLinked(link)]


def _unlink(state: Evidence, command: Unlink, _scene: Scene) -> list[Fact]:
    if link_to(state, command.ref) is None:
        return []
    refuse_merged(state)
    return [EvidenceUnlinked(command.ref)]


@governed("reason")
def _dismiss(state: Evidence, _command: Dismiss, scene: Scene) -> list[Fact]:
    if state.status == "dismissed":
        return []
    refuse_merged(state)
    return [EvidenceDismissed(scene.reason("Dismissing evidence"))]


@governed("reason")
def _redact(state: Evidence, _command: Redact, scene: Scene) -> list[Fact]:
    if state.redacted or not state.subjects:
        return []
    scene.reason("Redacting evidence")
    return [EvidenceRedacted(state.subjects)]


EVIDENCE: Aggregate[Evidence] = aggregate(
    "evidence",
    "evidence",
    Evidence,
    opening=CaptureFeedback,
    rules={
        CaptureFeedback: _capture,
        RecordMarketSignal: _record,
        Triage: _triage,
        Link: _link,
        Unlink: _unlink,
        Merge: merging.merge,
        TakeOver: merging.take_over,
        Answer: answering.answer,
        Dismiss: _dismiss,
        Redact: _redact,
    },
    evolve=evolve,
    transitions={
        "new": ("triaged", "linked", "answered", "dismissed", "merged"),
        "triaged": ("linked", "answered", "dismissed", "merged"),
        "linked": ("triaged", "answered", "dismissed", "merged"),
        "answered": ("dismissed", "merged"),
        "dismissed": ("triaged", "linked", "merged"),
        "merged": (),
    },
)
