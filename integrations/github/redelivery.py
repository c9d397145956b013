"""Lets GitHub send again what it could not deliver; it never does so by itself.

Source: docs.github.com/webhooks/using-webhooks/handling-failed-webhook-deliveries
"""

from collections.abc import Iterator
from datetime import datetime
from urllib.parse import parse_qs, urlsplit

import requests
from msgspec import Struct

from integrations.github.client import MOST_PAGES, PER_PAGE, GitHubClient, entries
from integrations.github.translate import convert, time_of
from integrations.http import Answer

AT_ONCE = 100
"""Deliveries asked for in one go: GitHub counts a write as five of 900 points a minute."""


class _Config(Struct, frozen=True):
    url: str = ""


class _Hook(Struct, frozen=True):
    id: int
    config: _Config = _Config()


class _Delivery(Struct, frozen=True):
    """One attempt; all attempts of one delivery share its ``guid``."""

    id: int
    guid: str
    delivered_at: str
    redelivery: bool = False
    status_code: int | None = None

    @property
    def arrived(self) -> bool:
        return 200 <= (self.status_code or 0) < 300  # noqa: PLR2004 (the class of success)


def redeliver_failed(client: GitHubClient, repository: str, path: str, since: datetime) -> int:
    """Ask for what failed since then on hooks whose address ends with ``path``, each once."""
    asked = 0
    for row in client.rows(f"{repository}/hooks"):
        hook = convert(row, _Hook)
        if not hook.config.url.endswith(path):
            continue
        place = f"{repository}/hooks/{hook.id}/deliveries"
        for failed in _failed(_attempts(client, place, since))[: AT_ONCE - asked]:
            client.write("POST", f"{place}/{failed.id}/attempts")
            asked += 1
    return asked


def _failed(attempts: Iterator[_Delivery]) -> list[_Delivery]:
    """The deliveries that failed and were tried only once, oldest first."""
    by_guid: dict[str, list[_Delivery]] = {}
    for each in attempts:
        by_guid.setdefault(each.guid, []).append(each)
    once = [tries[0] for tries in by_guid.values() if len(tries) == 1]
    return [each for each in reversed(once) if not each.redelivery and not each.arrived]


def _attempts(client: GitHubClient, place: str, since: datetime) -> Iterator[_Delivery]:
    """Every attempt since then, newest first."""
    cursor: str | None = ""
    for _ in range(MOST_PAGES):
        asked = {"per_page": str(PER_PAGE)} | ({"cursor": cursor} if cursor else {})
        answer = client.get(place, asked)
        for row in entries(answer):
            attempt = convert(row, _Delivery)
            if time_of(attempt.delivered_at) < since:
                return
            yield attempt
        cursor = _next(answer)
        if cursor is None:
            return


def _next(answer: Answer) -> str | None:
    """The cursor of the page that ``Link`` leads to."""
    for link in requests.utils.parse_header_links(answer.headers.get("link", "")):
        if link.get("rel") == "next":
            return parse_qs(urlsplit(link["url"]).query).get("cursor", [None])[0]
    return None
