"""Which values a connection accepts: addresses, names of secrets, policies and mappings."""

import re
from typing import get_args
from urllib.parse import urlsplit

from domain import text
from domain.backlog_item.facts import Priority
from domain.connection.commands import ConnectTracker, Remap
from domain.connection.facts import (
    Direction,
    Flavour,
    Mapping,
    OnConflict,
    Policy,
    Selection,
    TrackerName,
)
from domain.refusal import FieldError
from domain.text import Wrong

FLAVOURS: dict[str, tuple[Flavour, ...]] = {"github": ("github",), "jira": ("cloud", "datacenter")}
FIELDS = (
    "title",
    "body",
    "status",
    "labels",
    "assignees",
    "priority",
    "milestone",
    "comments",
)
REMOTE_NAMES = {
    "github": (re.compile(r"[\w.-]+/[\w.-]+", re.ASCII), "a repository such as owner/name"),
    "jira": (re.compile(r"[A-Z][A-Z0-9_]*"), "a project's key such as ACME"),
}
VARIABLE = re.compile(r"env:[A-Za-z_][A-Za-z0-9_]{0,99}|[A-Z_][A-Z0-9_]{0,99}")
FILE = re.compile(r"file:/[^\s]{1,500}")
TOKENS = re.compile(r"(env:|file:)?(gh[pousr]_|github_pat_|ATATT|ATCTT|eyJ)")
MOST_SECRETS = 2


def wrong_address(command: ConnectTracker) -> Wrong:
    """What is wrong with the place that a connection leads to."""
    found = [
        *text.one_of("tracker", command.tracker, get_args(TrackerName)),
        *text.one_of("flavour", command.flavour, FLAVOURS.get(command.tracker, ())),
        *_wrong_url("base_url", command.base_url),
        *_wrong_url("remote_url", command.remote_url),
        *text.line("remote_id", command.remote_id, 100),
    ]
    if command.tracker in REMOTE_NAMES:
        pattern, like = REMOTE_NAMES[command.tracker]
        found += text.matches("remote_name", command.remote_name, pattern, like)
    return found


def wrong_terms(command: ConnectTracker | Remap) -> Wrong:
    """What is wrong with how items and fields are to travel."""
    credentials, secrets = command.credentials_ref, command.webhook_secret_refs or ()
    return [
        *([] if credentials is None else wrong_reference("credentials_ref", credentials)),
        *(each for ref in secrets for each in wrong_reference("webhook_secret_refs", ref)),
        *_wrong_count(secrets),
        *text.one_of("direction", command.direction, get_args(Direction)),
        *_wrong_selection(command.selection),
        *_wrong_policies(command.policies or {}),
        *_wrong_mapping(command.mapping or Mapping()),
    ]


def wrong_reference(field: str, reference: str) -> Wrong:
    """What is wrong with the name of a secret; the text itself is never repeated, it may be one."""
    if TOKENS.match(reference):
        message = f"{field} looks like a secret itself: put it into an environment variable or file"
        return [FieldError(field, "secret-value", f"{message}, and name that (env:NAME).")]
    if VARIABLE.fullmatch(reference) or FILE.fullmatch(reference):
        return []
    message = f"{field} names a secret as env:NAME or file:/path."
    return [FieldError(field, "bad-format", message, allowed=("env:NAME", "file:/path"))]


def _wrong_url(field: str, url: str) -> Wrong:
    wrong = text.address(field, url, "https://api.github.com")
    if wrong:
        return wrong
    parts = urlsplit(url)
    if parts.username or parts.password or parts.query or parts.fragment:
        message = f"{field} holds more than a host and a path: no user, password, query or anchor."
        return [FieldError(field, "bad-url", message)]
    return []


def _wrong_count(secrets: tuple[str, ...]) -> Wrong:
    if len(secrets) <= MOST_SECRETS:
        return []
    message = f"At most {MOST_SECRETS} webhook secrets are active: the old one and the new one."
    return [FieldError("webhook_secret_refs", "too-many", message)]


def _wrong_selection(selection: Selection | None) -> Wrong:
    if selection is None:
        return []
    ways = [selection.all, selection.label is not None, selection.query is not None]
    if sum(ways) > 1:
        message = "selection is one of all, label and query, or none of them (by hand)."
        return [FieldError("selection", "ambiguous", message)]
    label = [] if selection.label is None else text.labels("selection.label", [selection.label])
    return label + (
        [] if selection.query is None else text.line("selection.query", selection.query)
    )


def _wrong_policies(policies: dict[str, Policy]) -> Wrong:
    found: Wrong = []
    for field, policy in policies.items():
        name = f"policies.{field}"
        found += text.one_of("policies", field, FIELDS)
        found += text.one_of(f"{name}.direction", policy.direction, get_args(Direction))
        found += text.one_of(f"{name}.on_conflict", policy.on_conflict, get_args(OnConflict))
    return found


def _wrong_mapping(mapping: Mapping) -> Wrong:
    found: Wrong = []
    for kind in Mapping.__struct_fields__:
        for ours, theirs in getattr(mapping, kind).items():
            found += text.line(f"mapping.{kind}", ours)
            found += text.line(f"mapping.{kind}.{ours}", theirs)
    for ours in mapping.priority:
        found += text.one_of("mapping.priority", ours, get_args(Priority))
    return found
