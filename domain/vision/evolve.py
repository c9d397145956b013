"""Folds a vision's facts."""

from functools import partial

from msgspec.structs import replace

from domain.fact import Fact
from domain.fold import absorb, born, evolving, foreign
from domain.parts import with_part
from domain.vision.facts import (
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


def _go_on(state: Vision, fact: Fact) -> Vision:
    match fact:
        case VisionRevised():
            return absorb(state, fact, status="draft")
        case VisionAssumptionAdded():
            return replace(state, assumptions=(*state.assumptions, fact.assumption))
        case VisionAssumptionJudged():
            return _judged(state, fact)
        case VisionEvidenceAttached():
            return replace(state, evidence=(*state.evidence, fact.evidence))
        case VisionPublished():
            said = {"published": fact.edition, "standing": fact.text, "status": "published"}
            return absorb(absorb(state, fact.text), fact, **said)
        case VisionDraftAbandoned():
            return _without_draft(state)
        case _:
            raise foreign(state, fact)


def _judged(state: Vision, fact: VisionAssumptionJudged) -> Vision:
    said = {"status": fact.status, "evidence": fact.evidence}
    return replace(state, assumptions=with_part(state.assumptions, fact.assumption, **said))


def _without_draft(state: Vision) -> Vision:
    """Back to what is published; a vision of which nothing is says nothing."""
    status = "published" if state.published else "abandoned"
    before = born(Text, state.standing or Text())
    return absorb(state, before, status=status, edition=state.published or 1)


evolve = evolving(VisionDrafted, partial(born, Vision), _go_on)
"""Fold one fact; raises ``TypeError`` for a fact of something else."""
