"""Reaches the API: the server that runs, or one that lives as long as the command.

SQLite has one writer process. So a command talks to the running server when there is one, and is
that process itself otherwise; either way there is one path to the plan.
"""

import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import IO, Any, TypeAlias
from urllib.parse import quote

import requests

from trueline.failure import REMOTE, USAGE, CommandFailed, from_problem
from trueline.lodge import Lodging, read_lodging
from trueline.settings import SettingRefused, Settings, read_settings

Json: TypeAlias = dict[str, Any]
TIMEOUT_S = (3, 60)
CATCH_UP_S = 3.0
"""How long a command waits for read models: one that has stopped must not hold up the others."""
_FIRST_PROBLEM = 400


def at(*steps: str) -> str:
    """The path of a thing: what people typed stands in it as one step, whatever it holds."""
    return "/".join(("/v1", *(quote(step, safe="") for step in steps)))


class Api:
    """Trueline's HTTP API as one caller sees it; every refusal becomes ``CommandFailed``."""

    def __init__(self, url: str, token: str) -> None:
        """Talk to ``url`` (no slash at the end) with a bearer token."""
        self.url = url
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.headers["Authorization"] = f"Bearer {token}"

    def get(self, path: str, **query: str | int | bool | None) -> Json:
        """Ask; unset parameters are left out.

        What the ledger holds by now is in the answer: a list that is behind is asked once more,
        for the ledger's own position.
        """
        given = {name: str(value) for name, value in query.items() if value not in (None, "")}
        answer = self._call("GET", path, params=given)
        head = answer.headers.get("X-Head-Position", "0")
        if int(answer.headers.get("X-Projection-Position", head)) < int(head):
            answer = self._call("GET", path, params=given | {"min_position": head})
        return _object(answer)

    def text(self, path: str) -> str:
        """Ask for a page that is no JSON."""
        return self._call("GET", path).content.decode()

    def post(self, path: str, body: Mapping[str, Any], *, version: int | None = None) -> Json:
        """Ask for a change; ``version`` is the one the caller decided on."""
        headers = {} if version is None else {"If-Match": f'"v{version}"'}
        return _object(self._call("POST", path, json=dict(body), headers=headers))

    def send(self, path: str, sent: IO[bytes], media: str, /, **query: str | None) -> Json:
        """Send a file as it is; ``media`` says what it is, unset parameters are left out."""
        given = {name: value for name, value in query.items() if value is not None}
        headers = {"Content-Type": media}
        return _object(self._call("POST", path, sent=sent, params=given, headers=headers))

    def patch(self, path: str, body: Mapping[str, Any], *, version: int | None = None) -> Json:
        """Edit; ``version`` is the one the caller decided on."""
        headers = {} if version is None else {"If-Match": f'"v{version}"'}
        return _object(self._call("PATCH", path, json=dict(body), headers=headers))

    def delete(self, path: str) -> Json:
        """Ask for something to end."""
        return _object(self._call("DELETE", path))

    def close(self) -> None:
        """Give the connection back."""
        self._session.close()

    def _call(
        self,
        method: str,
        path: str,
        *,
        json: Json | None = None,
        sent: IO[bytes] | None = None,
        params: dict[str, str] | None = None,
        headers: dict[str, str] | None = None,
    ) -> requests.Response:
        try:
            answer = self._session.request(
                method,
                self.url + path,
                json=json,
                data=sent,
                params=params,
                headers=headers,
                timeout=TIMEOUT_S,
                allow_redirects=False,
            )
        except requests.RequestException as error:
            message = f"Trueline at {self.url} does not answer ({type(error).__name__})."
            raise CommandFailed(message, REMOTE) from error
        if answer.status_code >= _FIRST_PROBLEM:
            raise from_problem(answer.status_code, _object(answer))
        return answer


@contextmanager
def reach(*, working: bool = False, alone: bool = False) -> Iterator[Api]:
    """The API of the server that runs, or of one started for this command.

    Args:
        working: Whether a server started for this command also runs the sync workers.
        alone: Whether a server may be started for this command although the store is shared
            with other processes (PostgreSQL).

    Raises:
        CommandFailed: No server can be reached, or a setting is not acceptable.
    """
    settings = settings_or_fail()
    lodging = _running(settings, alone=alone)
    if lodging is not None:
        api = Api(lodging.url, lodging.token)
        try:
            yield api
        finally:
            api.close()
        return
    from trueline.embedded import embedded  # noqa: PLC0415 (only now is the whole house needed)
    from trueline.logs import write_logs  # noqa: PLC0415

    write_logs(logging.ERROR, lasting=False)

    with embedded(settings, port=0, working=working) as house:
        house.runner.wait(house.store.ledger.head(), timeout_s=CATCH_UP_S)
        api = Api(house.url, house.local_token)
        try:
            yield api
        finally:
            api.close()


def settings_or_fail() -> Settings:
    """The settings of this process; raises ``CommandFailed`` naming one that is not acceptable."""
    try:
        return read_settings(os.environ)
    except SettingRefused as error:
        raise CommandFailed(str(error), USAGE) from error


def _running(settings: Settings, *, alone: bool) -> Lodging | None:
    url = os.environ.get("TRUELINE_URL", "").rstrip("/")
    if url:
        token = os.environ.get("TRUELINE_TOKEN", "")
        if not token:
            message = "TRUELINE_URL is set, but TRUELINE_TOKEN is not: set it to an API token."
            raise CommandFailed(message, USAGE)
        return Lodging(url=url, token=token, pid=0)
    lodging = read_lodging(settings.home)
    if lodging is None and not settings.is_embedded and not alone:
        message = (
            "Trueline runs on several processes here: set TRUELINE_URL and TRUELINE_TOKEN to reach"
            " its API (trueline token create --role admin makes a token)."
        )
        raise CommandFailed(message, USAGE)
    return lodging


def _object(answer: requests.Response) -> Json:
    try:
        value = answer.json() if answer.content else {}
    except ValueError:
        value = answer.text[:200]
    unreadable = {"title": f"HTTP {answer.status_code}", "detail": str(value)}
    return value if isinstance(value, dict) else unreadable
