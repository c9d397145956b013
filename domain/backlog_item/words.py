"""Which values a backlog item accepts."""

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import get_args

from msgspec import UNSET, UnsetType

from domain import text
from domain.backlog_item.commands import AddItem, EditItem
from domain.backlog_item.facts import (
    Kind,
    Moscow,
    Priority,
    Requirement,
    Story,
    Verdict,
    Verification,
)
from domain.refusal import FieldError
from domain.text import Wrong

KEY = re.compile(r"[A-Z][A-Z0-9]{1,9}-[1-9][0-9]{0,8}")
RANK = re.compile(r"[0-9A-Za-z]{1,200}")
CATEGORIES = (
    "functional",
    "functional_suitability",
    "performance_efficiency",
    "compatibility",
    "interaction_capability",
    "usability",
    "reliability",
    "security",
    "maintainability",
    "flexibility",
    "portability",
    "safety",
)
GRAVEST, LIGHTEST = 1, 4
MOST_POINTS = 100


def wrong_values(command: AddItem | EditItem) -> Wrong:
    """What is wrong with the values given, all at once."""
    return [
        *text.line("title", command.title),
        *text.prose("description", command.description),
        *text.one_of("kind", command.kind, get_args(Kind)),
        *_wrong_story(command.story),
        *_wrong_requirement(command.requirement),
        *text.one_of("moscow", command.moscow, get_args(Moscow)),
        *text.one_of("priority", command.priority, get_args(Priority)),
        *_wrong_severity(command.severity),
        *text.labels("labels", command.labels),
        *text.day("due", command.due),
    ]


def wrong_person(person: str) -> Wrong:
    """What is wrong with the name of an assignee."""
    return text.line("assignee", person)


def wrong_rank(rank: str) -> Wrong:
    """What is wrong with a rank."""
    return text.matches("rank", rank, RANK, "a rank of letters and digits")


def wrong_key(key: str) -> Wrong:
    """What is wrong with an item's key."""
    return text.matches("key", key, KEY, "an item's key, such as ACME-12")


def wrong_criteria(texts: Sequence[str]) -> Wrong:
    """What is wrong with the texts of acceptance criteria."""
    return [each for one in texts for each in text.said("acceptance", one, 2_000)]


def points_of(written: str) -> str | None:
    """``written`` as the shortest decimal text from 0 to 100; None when it is not one."""
    try:
        points = Decimal(written)
    except InvalidOperation:
        return None
    if not points.is_finite() or not 0 <= points <= MOST_POINTS:
        return None
    exponent = points.as_tuple().exponent
    if not isinstance(exponent, int) or exponent < -2:  # noqa: PLR2004  # hundredths of a point
        return None
    return f"{points.normalize() + 0:f}"


def _wrong_story(story: Story | UnsetType | None) -> Wrong:
    if story is UNSET or story is None:
        return []
    parts = {"as_a": story.as_a, "i_want": story.i_want, "so_that": story.so_that}
    return [each for name, said in parts.items() for each in text.said(f"story.{name}", said)]


def _wrong_requirement(requirement: Requirement | UnsetType | None) -> Wrong:
    if requirement is UNSET or requirement is None:
        return []
    verification, verdict = requirement.verification, requirement.verdict
    return [
        *text.one_of("requirement.category", requirement.category, CATEGORIES),
        *text.one_of("requirement.verification", verification, get_args(Verification)),
        *text.one_of("requirement.verdict", verdict, get_args(Verdict)),
    ]


def _wrong_severity(severity: int | UnsetType | None) -> Wrong:
    if severity is UNSET or severity is None or GRAVEST <= severity <= LIGHTEST:
        return []
    message = f"severity goes from {GRAVEST}, the gravest, to {LIGHTEST}."
    return [FieldError("severity", "out-of-range", message, str(severity))]
