"""Rules of what whoever gave feedback is told."""

from domain import keys
from domain.evidence.commands import Answer
from domain.evidence.facts import FeedbackAnswered
from domain.evidence.guards import refuse_merged, refuse_redacted
from domain.evidence.state import Evidence, told_of
from domain.fact import Fact
from domain.fold import born
from domain.refusal import FieldError, Refused
from domain.release.scope import DONE
from domain.scene import Scene

OUT = {**DONE, "release": "released"}
"""The status in which each kind of thing is there for customers."""


def answer(state: Evidence, command: Answer, scene: Scene) -> list[Fact]:
    """Somebody was told something; what is out by now of all it speaks for, they know since."""
    if state.kind != "feedback":
        message = f"{state.key} is a market signal: there is nobody to answer."
        raise Refused("other-kind", message, FieldError("kind", "other-kind", message, state.kind))
    refuse_merged(state)
    refuse_redacted(state, "text")
    on = scene.past("on", command.on)
    out = tuple(each.ref for each in state.links if _is_out(each.ref, scene))
    wanted = (command.text, command.channel, on)
    is_said = any((each.text, each.channel, each.on) == wanted for each in state.answers)
    if is_said and told_of(state).issuperset(out):
        return []
    return [born(FeedbackAnswered, command, on=on, about=out)]


def _is_out(ref: str, scene: Scene) -> bool:
    kind = keys.kind_of(ref) or ""
    found = scene.plan.find(ref) if kind in OUT else None
    return found is not None and found.status == OUT[kind]
