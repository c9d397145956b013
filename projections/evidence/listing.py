"""The inbox: evidence found by where it came from, who said it, and how far it is dealt with."""

from typing import Literal

from msgspec import Struct

from domain.evidence.facts import Channel, Importance, Kind, Status, Tier, Topic, Trend
from domain.evidence.rules import EVIDENCE
from domain.evidence.state import Evidence
from projections.evidence.voices import VOICES
from projections.listing import Column, Listing

YesNo = Literal["yes", "no"]


class Shown(Struct, frozen=True):
    """What is shown besides: what people call it."""

    title: str


def title_of(state: Evidence) -> str:
    """What people call it: its summary, or where it came from."""
    if state.summary.strip():
        return state.summary
    channel = (state.channel or "other").replace("_", " ")
    return f"{state.account or 'somebody'} by {channel}"


def _yes(is_so: object) -> YesNo:
    return "yes" if is_so else "no"


INBOX = Listing(
    EVIDENCE,
    (
        Column("kind", Kind, lambda each: each.kind),
        Column("status", Status, lambda each: each.status),
        Column("linked", YesNo, lambda each: _yes(each.links)),
        Column("channel", Channel, lambda each: each.channel),
        Column("topic", Topic, lambda each: each.topic),
        Column("trend", Trend, lambda each: each.trend),
        Column("account", str, lambda each: each.account),
        Column("segment", str, lambda each: each.segment),
        Column("tier", Tier, lambda each: each.tier if each.kind == "feedback" else None),
        Column("importance", Importance, lambda each: each.importance),
        Column("owner", str, lambda each: each.owner),
        Column("redacted", YesNo, lambda each: _yes(each.redacted)),
        Column("occurred_on", str, lambda each: each.occurred_on, ranges=True),
        Column("sentiment", int, lambda each: each.sentiment, ranges=True),
        Column("strength", int, lambda each: each.strength, ranges=True),
        Column("ref", tuple[str, ...], lambda each: [link.ref for link in each.links]),
    ),
    title=title_of,
    shown=lambda each: Shown(title_of(each)),
    shape=Shown,
    order=("occurred_on",),
    parts=(VOICES,),
)
