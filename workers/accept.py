"""Takes a webhook in: signature over the raw bytes, then kept, then answered; worked on later."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from uuid import UUID

from msgspec import Struct

from domain.connection.state import Connection
from domain.refusal import Unknown
from integrations.github import webhook as github_webhook
from integrations.jira import webhook as jira_webhook
from integrations.webhook import Arrival, Unreadable
from workers import inbox
from workers.context import Context
from workers.inbox import Arrived
from workers.secrets import SecretMissing

KEPT_HEADERS = ("user-agent", "content-type", "x-github-", "x-atlassian-", "x-hub-signature")


class Accepted(Enum):
    """What became of a delivery."""

    KEPT = "kept"
    KNOWN = "known"
    UNREADABLE = "unreadable"
    FORGED = "forged"
    NOT_FOUND = "not found"


class Reader(Struct, frozen=True):
    """How one tracker's deliveries are checked and named."""

    verify: Callable[[Mapping[str, str], bytes, Sequence[str]], bool]
    read: Callable[[Mapping[str, str], bytes], Arrival]


READERS: dict[str, Reader] = {
    "github": Reader(github_webhook.verify, github_webhook.read),
    "jira": Reader(jira_webhook.verify, jira_webhook.read),
}


def webhook_path(tracker: str, connection_id: UUID) -> str:
    """Where a connection's webhooks are to be sent."""
    return f"/v1/webhooks/{tracker}/{connection_id}"


def accept(
    context: Context, connection_id: UUID, headers: Mapping[str, str], body: bytes
) -> Accepted:
    """Keep one delivery; only then may it be answered with 2xx.

    A signed body that cannot be read is kept as well, parked, and can be replayed.

    Raises:
        LedgerError: It could not be kept: the tracker has to send it again.
    """
    try:
        connection = context.trackers.connection(connection_id)
        secrets = context.trackers.secrets_of(connection_id)
    except Unknown:
        return Accepted.NOT_FOUND
    except SecretMissing:
        return Accepted.FORGED
    if connection.state == "disconnected":
        return Accepted.NOT_FOUND
    if not READERS[connection.tracker].verify(headers, body, secrets):
        return Accepted.FORGED
    arrived = _arrived(connection, connection_id, headers, body)
    with context.database.begin() as database:
        is_new = inbox.keep(database, arrived, context.clock())
    if not is_new:
        return Accepted.KNOWN
    if arrived.unreadable is not None:
        return Accepted.UNREADABLE
    context.wake("receive", str(connection_id), arrived.id)
    return Accepted.KEPT


def _arrived(
    connection: Connection, connection_id: UUID, headers: Mapping[str, str], body: bytes
) -> Arrived:
    unreadable = None
    try:
        arrival = READERS[connection.tracker].read(headers, body)
    except Unreadable as error:
        unreadable = error.why
        arrival = Arrival(delivery_id=hashlib.sha256(body).hexdigest(), event="unreadable")
    return Arrived(
        id=arrival.delivery_id,
        connection_id=connection_id,
        tracker=connection.tracker,
        event=arrival.event,
        action=arrival.action,
        issue_key=arrival.issue_key,
        issue_id=arrival.issue_id,
        comment_id=arrival.comment_id,
        deleted=arrival.deleted,
        headers={
            name: value for name, value in headers.items() if name.lower().startswith(KEPT_HEADERS)
        },
        body=body,
        unreadable=unreadable,
    )
