"""A brief's rules: nothing unripe, no date too exact, and what is published stays as it is."""

from typing import Any

from msgspec.structs import replace

from domain.aggregate import Aggregate, aggregate
from domain.brief import drafting
from domain.brief.commands import Draft, Edit, Publish, Refresh, Share, Withdraw
from domain.brief.dates import finest, promise, refuse_finer
from domain.brief.drafting import Cited
from domain.brief.evolve import evolve
from domain.brief.facts import (
    BriefDrafted,
    BriefEdited,
    BriefPublished,
    BriefRefreshed,
    BriefShared,
    BriefWithdrawn,
)
from domain.brief.state import Brief
from domain.brief.words import Dates, Text
from domain.fact import Fact
from domain.fold import born, edited
from domain.refusal import FieldError, Malformed, Refused, illegal
from domain.scene import Scene

WRITTEN = ("headline", "summary", "value_points")
"""The fields that are written from the plan where people say nothing."""


def _draft(_none: None, command: Draft, scene: Scene) -> list[Fact]:
    product = scene.find(scene.product, "product")
    dates = command.dates or finest(product, command.audience)
    refuse_finer(product, command.audience, dates)
    cited = _cited(command, scene)
    drawn = drafting.drawn(cited, command.audience, dates, scene)
    said = {
        "title": command.title or f"{drawn.headline} for {command.audience}"[:255],
        "owner": command.owner or scene.origin.actor.display,
        "headline": command.headline or drawn.headline,
        "summary": command.summary or drawn.summary,
        "value_points": command.value_points or drawn.value_points,
    }
    return [
        born(
            BriefDrafted,
            command,
            **said,
            as_of=scene.plan.head(),
            dates=dates,
            items=cited.keys,
            drawn_from=command.release,
            told=drafting.told(cited, dates),
            left_out=cited.left_out,
            drawn=drawn,
        )
    ]


def _cited(command: Draft, scene: Scene) -> Cited:
    """What a new brief tells of: the items that are named, else what comes out with a release."""
    if command.items:
        return drafting.named(command.items, command.release, command.audience, scene)
    if command.release is not None:
        return drafting.in_scope(command.release, command.audience, scene)
    like = f"--item {scene.product}-R12 or --release {scene.product}-REL2"
    message = f"There is nothing to tell of: name an item or a release, such as {like}."
    raise Malformed(FieldError("items", "required", message))


def _edit(state: Brief, command: Edit, scene: Scene) -> list[Fact]:
    values = edited(state, command)
    if not values:
        return []
    _refuse_withdrawn(state, "edited")
    if {"items", "dates"} & values.keys():
        values = _told_anew(state, values, scene) | values
    return [BriefEdited(_next(state), **values)]


def _told_anew(state: Brief, values: dict[str, Any], scene: Scene) -> dict[str, Any]:
    """What follows when other things are told of, or told more or less exactly."""
    dates, items = values.get("dates", state.dates), values.get("items", state.items)
    refuse_finer(scene.find(scene.product, "product"), state.audience, dates)
    if not items and state.drawn_from is None:
        message = f"{state.key} would tell of nothing: name an item."
        raise Malformed(FieldError("items", "required", message))
    cited = drafting.named(items, state.drawn_from, state.audience, scene)
    cited = replace(cited, follows="items" not in values and _follows(state))
    anew = _rewritten(state, cited, dates, scene) | {"as_of": scene.plan.head()}
    return {name: value for name, value in anew.items() if getattr(state, name) != value}


def _refresh(state: Brief, _command: Refresh, scene: Scene) -> list[Fact]:
    _refuse_withdrawn(state, "refreshed")
    cited = _standing(state, scene)
    anew = _rewritten(state, cited, state.dates, scene) | {"left_out": cited.left_out}
    values = {name: value for name, value in anew.items() if getattr(state, name) != value}
    head = scene.plan.head()
    if not values and head <= state.as_of + 1:  # nothing has happened since but its own fact
        return []
    says_other = values.keys() & set(Text.__struct_fields__)
    edition = _next(state) if says_other else state.edition
    return [BriefRefreshed(edition, head, **values)]


def _rewritten(state: Brief, cited: Cited, dates: Dates, scene: Scene) -> dict[str, Any]:
    """What is written from the plan; the words that people wrote themselves are left."""
    drawn = drafting.drawn(cited, state.audience, dates, scene)
    before = state.drawn or drawn
    words = {
        name: getattr(drawn, name)
        for name in WRITTEN
        if getattr(state, name) == getattr(before, name)
    }
    told = drafting.told(cited, dates)
    return words | {"items": cited.keys, "told": told, "drawn": drawn}


def _standing(state: Brief, scene: Scene) -> Cited:
    """What it tells of by now: the items that it has, or what comes out with its release."""
    if state.drawn_from is not None and _follows(state):
        return drafting.in_scope(state.drawn_from, state.audience, scene)
    return drafting.named(state.items, state.drawn_from, state.audience, scene)


def _follows(state: Brief) -> bool:
    """Whether it tells of all that comes out with a release, whatever that is."""
    own = state.drawn.items if state.drawn else ()
    return state.drawn_from is not None and state.items == own


def _publish(state: Brief, _command: Publish, scene: Scene) -> list[Fact]:
    if state.status == "published":
        return []
    _refuse_withdrawn(state, "published")
    refuse_finer(scene.find(scene.product, "product"), state.audience, state.dates)
    cited = drafting.named(state.items, state.drawn_from, state.audience, scene)
    _refuse_outdated(state, cited)
    promises = tuple(each for thing in cited.things if (each := promise(thing, state.dates)))
    day, text = scene.today.isoformat(), born(Text, state)
    return [BriefPublished(state.edition, day, state.as_of, text, promises)]


def _refuse_outdated(state: Brief, cited: Cited) -> None:
    """Refuse to promise what the plan says otherwise by now."""
    before, now = state.told, drafting.told(cited, state.dates)
    moved = [new for new in now if new not in before]
    if moved:
        new = moved[0]
        said = f"{new.title}, {new.when or 'no date'}"
        message = f"{new.item} is by now: {said}. Refresh {state.key} before it is published."
        wrong = FieldError("told", "outdated", message, new.item)
        raise Refused("outdated", message, wrong)


def _share(state: Brief, command: Share, scene: Scene) -> list[Fact]:
    held = (each for each in state.shared_with if each.to == command.to)
    if any((each.edition, each.via) == (state.published, command.via) for each in held):
        return []
    _refuse_withdrawn(state, "shared")
    if not state.published:
        message = f"{state.key} is not published yet: publish it before it is shared."
        raise Refused("not-published", message, FieldError("status", "not-published", message))
    day = scene.today.isoformat()
    return [BriefShared(command.to, state.published, day, command.via)]


def _withdraw(state: Brief, _command: Withdraw, _scene: Scene) -> list[Fact]:
    return [] if state.status == "withdrawn" else [BriefWithdrawn()]


def _next(state: Brief) -> int:
    """The number of the draft that is open, or would be opened."""
    return state.edition if state.status == "draft" else state.published + 1


def _refuse_withdrawn(state: Brief, change: str) -> None:
    if state.status == "withdrawn":
        raise illegal(state.status, f"{state.key} is withdrawn: it cannot be {change}.")


BRIEF: Aggregate[Brief] = aggregate(
    "brief",
    "briefs",
    Brief,
    opening=Draft,
    rules={
        Draft: _draft,
        Edit: _edit,
        Refresh: _refresh,
        Publish: _publish,
        Share: _share,
        Withdraw: _withdraw,
    },
    evolve=evolve,
    transitions={
        "draft": ("published", "withdrawn"),
        "published": ("draft", "withdrawn"),
        "withdrawn": (),
    },
)
