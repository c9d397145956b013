"""One thing that waits for a person, and the command that deals with it."""

import shlex
from typing import Literal

from msgspec import Struct

Kind = Literal[
    "risk_trigger",
    "risk_review",
    "risk_acceptance",
    "risk_action",
    "meeting_action",
    "decision_review",
    "outcome_review",
    "metric_breach",
    "feedback_answer",
    "stale_brief",
    "broken_promise",
    "conflict",
    "broken_link",
    "parked_link",
    "parked_delivery",
    "connection",
    "policy",
]


class Notice(Struct, frozen=True):
    """Something that a person has to look at.

    Attributes:
        key: The thing that it is about.
        text: What it is, in a sentence.
        since: The day it was due, or the time it happened; an acceptance may end in the future.
        who: Who is expected to do it; None when nobody is named.
        next: The command to type.
    """

    kind: Kind
    key: str
    text: str
    since: str
    who: str | None
    next: str


class Wanted(Struct, frozen=True):
    """Which notices.

    Attributes:
        today: The day it is asked.
        by: The last day to look at, for acceptances that end.
        limit: How many of one kind at most.
    """

    today: str
    by: str
    product: str | None = None
    limit: int = 200


class Changed(Struct, frozen=True):
    """When a thing last changed, as its JSON tells it."""

    changed_at: str


def command(*words: str) -> str:
    """A command line; what has spaces in it is quoted."""
    return shlex.join(("trueline", *words))
