"""What ``trueline doctor`` looks at. A check never raises: what is wrong is what it found."""

from collections.abc import Iterator
from contextlib import contextmanager

import msgspec
import requests

from ledger.database import Database
from ledger.errors import LedgerError
from projections.positions import status_of
from trueline.failure import CommandFailed
from trueline.lodge import read_lodging
from trueline.reach import reach
from trueline.settings import Settings
from trueline.store import utc_now

TIMEOUT_S = 3


class Check(msgspec.Struct, frozen=True):
    """One part: whether it works, and what was found or what to do."""

    name: str
    ok: bool
    found: str


def store_checks(settings: Settings) -> list[Check]:
    """The database, the read models and the broker."""
    checks: list[Check] = []
    try:
        with _opened(settings) as database:
            database.require_migrated()
            checks.append(Check("database", ok=True, found=database.location))
            checks += _projections(database)
    except (LedgerError, OSError) as error:
        checks.append(Check("database", ok=False, found=str(error)))
    checks.append(_broker(settings))
    return checks


def api_check(settings: Settings) -> Check:
    """Whether the API of this machine says that it is ready."""
    lodging = read_lodging(settings.home)
    if lodging is None and settings.is_embedded:
        return Check("api", ok=True, found="not running: trueline serve starts it")
    url = lodging.url if lodging else f"http://127.0.0.1:{settings.port}"
    try:
        answer = requests.get(f"{url}/readyz", timeout=TIMEOUT_S)
    except requests.RequestException as error:
        return Check("api", ok=False, found=f"{url} does not answer ({type(error).__name__})")
    found = "is ready" if answer.ok else f"is not ready: {answer.text[:200]}"
    return Check("api", ok=answer.ok, found=f"{url} {found}")


def tracker_checks() -> list[Check]:
    """Each connection's state, as the server sees it."""
    try:
        with reach() as api:
            found = api.get("/v1/connections")["data"]
    except CommandFailed as failure:
        return [Check("trackers", ok=False, found=failure.message)]
    if not found:
        return [Check("trackers", ok=True, found="none yet: trueline connect github owner/repo …")]
    return [
        Check(
            name=f"{each['tracker']} {each['remote_name']}",
            ok=each["state"] in ("active", "paused", "disconnected"),
            found=each["state"] + (f": {each['trouble']}" if each.get("trouble") else ""),
        )
        for each in found
    ]


@contextmanager
def _opened(settings: Settings) -> Iterator[Database]:
    settings.home.mkdir(parents=True, exist_ok=True)
    database = Database.open(settings.database_url)
    try:
        yield database
    finally:
        database.close()


def _projections(database: Database) -> list[Check]:
    return [
        Check(
            name=f"read model {each.name}",
            ok=each.error is None,
            found=each.error or f"position {each.position}, {each.lag} facts behind",
        )
        for each in status_of(database, utc_now())
    ]


def _broker(settings: Settings) -> Check:
    if settings.redis_url is None:
        return Check("broker", ok=True, found="in process")
    import redis  # noqa: PLC0415 (only an installation of several processes needs it)

    client = redis.Redis.from_url(
        settings.redis_url, socket_timeout=TIMEOUT_S, socket_connect_timeout=TIMEOUT_S
    )
    try:
        client.ping()
    except redis.RedisError as error:
        return Check("broker", ok=False, found=f"Redis does not answer: {type(error).__name__}")
    finally:
        client.close()
    return Check("broker", ok=True, found="Redis answers")
