"""Jira's webhooks: is it from Jira, and which issue does it name?

Source: https://developer.atlassian.com/cloud/jira/platform/webhooks/
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from integrations.webhook import Arrival, Unreadable, header, is_signed

SIGNATURE = "X-Hub-Signature"
IDENTIFIER = "X-Atlassian-Webhook-Identifier"
_COMMENT_PATH = re.compile(r"/issue/([^/]+)/comment/")


def verify(headers: Mapping[str, str], body: bytes, secrets: Sequence[str]) -> bool:
    """Whether ``body`` is signed with one of ``secrets``; no secret means no."""
    return is_signed(header(headers, SIGNATURE), body, secrets)


def read(headers: Mapping[str, str], body: bytes) -> Arrival:
    """Name the delivery. A comment event of a server has no issue: its address tells it.

    Raises:
        Unreadable: The body is no event of Jira.
    """
    event = _decoded(body)
    name = event.get("webhookEvent")
    if not isinstance(name, str) or not name:
        raise Unreadable("The delivery names no webhookEvent.")
    issue, comment = _part(event, "issue"), _part(event, "comment")
    is_about_comment = name.startswith("comment_")
    issue_id = _text(issue.get("id")) or (_issue_of(comment) if is_about_comment else None)
    return Arrival(
        delivery_id=header(headers, IDENTIFIER) or _digest(body),
        event=name,
        action=_text(event.get("issue_event_type_name")) or name.rpartition("_")[2],
        issue_key=_text(issue.get("key")),
        issue_id=issue_id,
        comment_id=_text(comment.get("id")) if is_about_comment else None,
        deleted=name in ("jira:issue_deleted", "comment_deleted"),
    )


def _decoded(body: bytes) -> dict[str, Any]:
    try:
        event = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Unreadable("The delivery is no JSON.") from error
    if not isinstance(event, dict):
        raise Unreadable("The delivery is no JSON object.")
    return event


def _part(event: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = event.get(name)
    return part if isinstance(part, dict) else {}


def _text(value: object) -> str | None:
    return str(value) if isinstance(value, str | int) and value != "" else None


def _issue_of(comment: Mapping[str, Any]) -> str | None:
    found = _COMMENT_PATH.search(str(comment.get("self", "")))
    return found[1] if found else None


def _digest(body: bytes) -> str:
    """Old servers number nothing: the same bytes are the same delivery."""
    return f"sha256:{hashlib.sha256(body).hexdigest()}"
