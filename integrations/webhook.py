"""What a webhook delivery tells: a hint that one issue may have changed, never the change."""

import hashlib
import hmac
from collections.abc import Mapping, Sequence

from msgspec import Struct

PREFIX = "sha256="


class Arrival(Struct, frozen=True):
    """One delivery, named.

    Attributes:
        delivery_id: The tracker's own id; a repeated delivery has the same one.
        event: What kind of thing happened (``issues``, ``issue_comment``, ``ping``).
        issue_key: As in ``RemoteRef.key``; None when the event is about no issue.
        issue_id: As in ``RemoteRef.id``.
        deleted: The issue, or the comment when ``comment_id`` is there, is gone.
    """

    delivery_id: str
    event: str
    action: str = ""
    issue_key: str | None = None
    issue_id: str | None = None
    comment_id: str | None = None
    deleted: bool = False


class Unreadable(Exception):
    """The body is no delivery we know; ``why`` is what a person reads."""

    def __init__(self, why: str) -> None:
        """Keep the sentence."""
        super().__init__(why)
        self.why = why


def is_signed(signature: str | None, body: bytes, secrets: Sequence[str]) -> bool:
    """Whether ``signature`` (``sha256=...``) is the HMAC of ``body`` under any active secret.

    An empty secret signs nothing. All secrets are tried, so that the time tells nothing.
    """
    if not signature or not signature.startswith(PREFIX):
        return False
    given = signature.removeprefix(PREFIX).encode("utf-8", "replace")
    matches = [hmac.compare_digest(_digest(secret, body), given) for secret in secrets if secret]
    return any(matches)


def header(headers: Mapping[str, str], name: str) -> str | None:
    """A header's value, whatever the case of its name."""
    wanted = name.lower()
    return next((value for key, value in headers.items() if key.lower() == wanted), None)


def _digest(secret: str, body: bytes) -> bytes:
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest().encode()
