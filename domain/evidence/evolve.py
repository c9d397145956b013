"""Folds the facts of a piece of evidence."""

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from domain.evidence import facts
from domain.evidence.facts import Link, Status
from domain.evidence.state import Answer, Evidence
from domain.fact import Fact
from domain.fold import absorb, born, by_type
from domain.personal import ERASED, erased, subject_of


def _captured(fact: facts.FeedbackCaptured) -> Evidence:
    state = born(Evidence, fact, kind="feedback")
    return _knowing(state, fact.verbatim, fact.contact)


def _recorded(fact: facts.MarketSignalRecorded) -> Evidence:
    return born(Evidence, fact, kind="market_signal")


def _triaged(state: Evidence, fact: facts.EvidenceTriaged) -> Evidence:
    status: Status = "triaged" if state.status in ("new", "dismissed") else state.status
    return _standing(absorb(state, fact, status=status))


def _linked(state: Evidence, fact: facts.EvidenceLinked) -> Evidence:
    return _knowing(_with_link(state, fact.link), fact.link.quote)


def _unlinked(state: Evidence, fact: facts.EvidenceUnlinked) -> Evidence:
    left = tuple(each for each in state.links if each.ref != fact.ref)
    return _standing(replace(state, links=left))


def _with_link(state: Evidence, link: Link) -> Evidence:
    others = tuple(each for each in state.links if each.ref != link.ref)
    return _standing(replace(state, links=(*others, link)))


def _standing(state: Evidence) -> Evidence:
    """Where it stands by whether it speaks for anything, until it is answered or put aside."""
    if state.links and state.status in ("new", "triaged"):
        return replace(state, status="linked")
    if not state.links and state.status == "linked":
        return replace(state, status="triaged")
    return state


def _merged(state: Evidence, fact: facts.EvidenceMerged) -> Evidence:
    return replace(state, status="merged", merged_into=fact.into)


def _took_over(state: Evidence, fact: facts.EvidenceTookOver) -> Evidence:
    both = replace(state, voices=(*state.voices, *fact.voices), links=(*state.links, *fact.links))
    return _standing(both)


def _answered(state: Evidence, fact: facts.FeedbackAnswered) -> Evidence:
    status: Status = state.status if state.status == "dismissed" else "answered"
    answers = (*state.answers, born(Answer, fact))
    return _knowing(replace(state, answers=answers, status=status), fact.text)


def _dismissed(state: Evidence, fact: facts.EvidenceDismissed) -> Evidence:
    return replace(state, status="dismissed", dismissed_because=fact.reason)


def _redacted(state: Evidence, _fact: facts.EvidenceRedacted) -> Evidence:
    return replace(
        state,
        redacted=True,
        verbatim=erased(state.verbatim),
        contact=erased(state.contact),
        links=tuple(replace(each, quote=erased(each.quote)) for each in state.links),
        answers=tuple(replace(each, text=ERASED) for each in state.answers),
    )


def _knowing(state: Evidence, *sealed: str | None) -> Evidence:
    """The state that knows whose keys these texts are sealed under."""
    found = (subject_of(each) for each in sealed if each is not None)
    new = (each for each in found if each is not None)
    subjects = tuple(dict.fromkeys((*state.subjects, *new)))
    return replace(state, subjects=subjects)


_FOLDS: dict[type[Fact], Callable[[Evidence, Any], Evidence]] = {
    facts.EvidenceTriaged: _triaged,
    facts.EvidenceLinked: _linked,
    facts.EvidenceUnlinked: _unlinked,
    facts.EvidenceMerged: _merged,
    facts.EvidenceTookOver: _took_over,
    facts.FeedbackAnswered: _answered,
    facts.EvidenceDismissed: _dismissed,
    facts.EvidenceRedacted: _redacted,
}
_go_on = by_type(_FOLDS)


def evolve(state: Evidence | None, fact: Fact) -> Evidence:
    """Fold one fact; raises ``TypeError`` for a fact of something else."""
    match fact:
        case facts.FeedbackCaptured():
            return _captured(fact)
        case facts.MarketSignalRecorded():
            return _recorded(fact)
        case _ if state is None:
            message = f"evidence begins otherwise than with {type(fact).__name__}"
            raise TypeError(message)
        case _:
            return _go_on(state, fact)
