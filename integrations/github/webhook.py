"""GitHub's deliveries: verify, then name them.

Source: docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries
"""

from collections.abc import Mapping, Sequence

import msgspec
from msgspec import Struct

from integrations.webhook import Arrival, Unreadable, header, is_signed


class _Numbered(Struct, frozen=True):
    id: int
    number: int | None = None
    pull_request: dict[str, object] | None = None

    @property
    def is_pull(self) -> bool:
        return any((self.pull_request or {}).values())


class _Body(Struct, frozen=True):
    action: str | None = None
    issue: _Numbered | None = None
    comment: _Numbered | None = None


def verify(headers: Mapping[str, str], body: bytes, secrets: Sequence[str]) -> bool:
    """Whether one of ``secrets`` signed the raw ``body``; SHA-1 signatures count for nothing."""
    return is_signed(header(headers, "X-Hub-Signature-256"), body, secrets)


def read(headers: Mapping[str, str], body: bytes) -> Arrival:
    """Name the delivery.

    A delivery about a pull request names no issue.

    Raises:
        Unreadable: A header is missing, or the body is not what GitHub sends.
    """
    delivery = header(headers, "X-GitHub-Delivery")
    event = header(headers, "X-GitHub-Event")
    if not delivery or not event:
        raise Unreadable("X-GitHub-Delivery or X-GitHub-Event is missing")
    try:
        told = msgspec.json.decode(body, type=_Body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        message = f"the body is no GitHub payload: {error}"
        raise Unreadable(message) from error
    issue = None if told.issue is None or told.issue.is_pull else told.issue
    action = told.action or ""
    return Arrival(
        delivery_id=delivery,
        event=event,
        action=action,
        issue_key=str(issue.number) if issue and issue.number is not None else None,
        issue_id=str(issue.id) if issue else None,
        comment_id=str(told.comment.id) if told.comment and issue else None,
        deleted=action == "deleted",
    )
