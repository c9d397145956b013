"""Rules of what an item is: its words, and what its score is made of."""

from collections.abc import Sequence

from msgspec import UNSET

from domain.decider import Ask, Outcome
from domain.fact import Fact
from domain.fold import born, edited
from domain.governed import governed
from domain.refusal import FieldError, Malformed, Refused
from domain.roadmap_item.commands import BePointedTo, Describe, Propose, Score
from domain.roadmap_item.facts import (
    RoadmapItemDescribed,
    RoadmapItemLinked,
    RoadmapItemProposed,
    RoadmapItemScored,
)
from domain.roadmap_item.guards import keep_promise, refuse_closed
from domain.roadmap_item.state import RoadmapItem
from domain.roadmap_item.ties import refuse_deep, tie_of
from domain.scene import Scene

CAMPAIGN = ("channel", "audience", "campaigns_for")
SCOPE = frozenset({"problem", "hypothesis", "description"})
"""The words that say what is promised."""


def propose(_none: None, command: Propose, scene: Scene) -> Sequence[Outcome]:
    """Begin an item; its parent hears of it, and a campaign says what it is for."""
    _refuse_half_campaign(command)
    also = {name: getattr(command, name) or "" for name in ("channel", "audience")}
    found: list[Outcome] = [born(RoadmapItemProposed, command, **also)]
    if command.campaigns_for is not None:
        target = ("campaigns_for", command.campaigns_for)
        found.append(RoadmapItemLinked(tie_of(scene, *target, "campaigns_for")))
    if command.parent is not None:
        refuse_deep(scene, command.parent)
        found.append(Ask(command.parent, BePointedTo(scene.key, "parent")))
    return found


@governed("cause")
def describe(state: RoadmapItem, command: Describe, scene: Scene) -> list[Fact]:
    """Say it in other words; a dropped one has to be revived first."""
    values = edited(state, command)
    if isinstance(command.audience_text, dict):
        texts = {**state.audience_text, **command.audience_text}
        texts = {name: said for name, said in texts.items() if said}
        values |= {"audience_text": texts}
        if texts == state.audience_text:
            del values["audience_text"]
    if not values:
        return []
    if state.status == "dropped":
        refuse_closed(state, "described")
    if state.kind != "campaign":
        _refuse_plain([name for name in ("channel", "audience") if name in values], state.kind)
    if SCOPE & values.keys():
        keep_promise(state, scene, "Another scope for")
    return [RoadmapItemDescribed(**values)]


def score(state: RoadmapItem, command: Score, _scene: Scene) -> list[Fact]:
    """Take down the inputs."""
    if all(getattr(command, name) is UNSET for name in command.__struct_fields__):
        message = "There is nothing to score by: give rice, wsjf or moscow."
        like = f"{message} Such as rice 2000,2,0.8,4 (reach, impact, confidence, effort)."
        raise Refused("nothing-given", message, FieldError("rice", "required", like))
    values = edited(state, command)
    if not values:
        return []
    refuse_closed(state, "scored")
    return [RoadmapItemScored(**values)]


def _refuse_half_campaign(command: Propose) -> None:
    given = [name for name in CAMPAIGN if getattr(command, name) is not None]
    if command.kind != "campaign":
        _refuse_plain(given, command.kind)
        return
    missing = [name for name in CAMPAIGN if name not in given]
    if missing:
        like = {"channel": "email", "audience": "customers", "campaigns_for": "ACME-REL2"}
        fields = [
            FieldError(name, "required", f"A campaign needs {name}, such as {like[name]}.")
            for name in missing
        ]
        raise Malformed(*fields)


def _refuse_plain(given: Sequence[str], kind: str) -> None:
    """Only a campaign runs somewhere, for someone."""
    if given:
        raise Malformed(
            *(
                FieldError(name, "not-for-kind", f"Only a campaign has {name}, not {kind}.")
                for name in given
            )
        )
