"""A vision's rules: one draft at a time, and what is published is published for good."""

from domain.aggregate import Aggregate, aggregate
from domain.fact import Fact
from domain.fold import born, edited
from domain.governed import governed
from domain.parts import next_id, part_of
from domain.refusal import FieldError, Refused
from domain.scene import Scene
from domain.vision.commands import (
    AbandonDraft,
    AddAssumption,
    AttachEvidence,
    Draft,
    JudgeAssumption,
    Publish,
    Revise,
)
from domain.vision.evolve import evolve
from domain.vision.facts import (
    Assumption,
    Text,
    VisionAssumptionAdded,
    VisionAssumptionJudged,
    VisionDraftAbandoned,
    VisionDrafted,
    VisionEvidenceAttached,
    VisionPublished,
    VisionRevised,
)
from domain.vision.state import Vision

LIKE = {
    "target_users": "Team lead: find any note; share it (small firms)",
    "company_goal": "Half of all small firms take notes with us",
    "future_statement": "Every team finds every note within a second",
}
"""What has to be said before a vision is published, and what that looks like."""


def _draft(_none: None, command: Draft, _scene: Scene) -> list[Fact]:
    return [born(VisionDrafted, command)]


def _revise(state: Vision, command: Revise, _scene: Scene) -> list[Fact]:
    values = edited(state, command)
    edition = state.edition if state.status == "draft" else state.published + 1
    return [VisionRevised(edition, **values)] if values else []


def _add_assumption(state: Vision, command: AddAssumption, _scene: Scene) -> list[Fact]:
    if any(each.text == command.text for each in state.assumptions):
        return []
    return [VisionAssumptionAdded(Assumption(next_id(state.assumptions), command.text))]


def _judge_assumption(state: Vision, command: JudgeAssumption, scene: Scene) -> list[Fact]:
    found = part_of(state.assumptions, command.assumption, "assumption")
    if not command.evidence:
        message = f"Nothing shows that it is {command.status}: name the evidence."
        wrong = FieldError("evidence", "required", f"{message} Such as {scene.product}-M1.")
        raise Refused("evidence-required", message, wrong)
    if (found.status, found.evidence) == (command.status, command.evidence):
        return []
    return [born(VisionAssumptionJudged, command)]


def _attach_evidence(state: Vision, command: AttachEvidence, _scene: Scene) -> list[Fact]:
    return [] if command.evidence in state.evidence else [VisionEvidenceAttached(command.evidence)]


@governed("cause")
def _publish(state: Vision, _command: Publish, scene: Scene) -> list[Fact]:
    if state.status == "published":
        return []
    if state.status == "abandoned":
        message = f"{state.key} has no draft: revise it first."
        raise Refused("no-draft", message, FieldError("status", "no-draft", message))
    _refuse_gaps(state)
    scene.cause("Publishing a vision")
    published = born(Text, state)
    return [VisionPublished(state.edition, published, state.assumptions, state.evidence)]


def _abandon_draft(state: Vision, _command: AbandonDraft, _scene: Scene) -> list[Fact]:
    return [VisionDraftAbandoned()] if state.status == "draft" else []


def _refuse_gaps(state: Vision) -> None:
    """Name everything that is still to be said, each with an example."""
    gaps = [
        name for name in ("company_goal", "future_statement") if not getattr(state, name).strip()
    ]
    if not any(each.needs for each in state.target_users):
        gaps.insert(0, "target_users")
    wrong = [_gap(name) for name in gaps]
    if wrong:
        message = " ".join(each.message for each in wrong)
        raise Refused("vision-incomplete", message, *wrong)


def _gap(name: str) -> FieldError:
    lacks = "has nobody with a need" if name == "target_users" else "is missing"
    return FieldError(name, "required", f'{name} {lacks}: say it, such as "{LIKE[name]}".')


VISION: Aggregate[Vision] = aggregate(
    "vision",
    "visions",
    Vision,
    opening=Draft,
    rules={
        Draft: _draft,
        Revise: _revise,
        AddAssumption: _add_assumption,
        JudgeAssumption: _judge_assumption,
        AttachEvidence: _attach_evidence,
        Publish: _publish,
        AbandonDraft: _abandon_draft,
    },
    evolve=evolve,
    taken="draft-exists",
)
