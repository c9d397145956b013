"""Every setting, read once, from the environment, and refused by name when it is not acceptable."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

from workers.pace import Pace

T = TypeVar("T")


class SettingRefused(ValueError):
    """A setting's value is not acceptable."""

    def __init__(self, name: str, found: str, accepted: str) -> None:
        """Name the setting, what was found and what would be accepted."""
        super().__init__(f"{name}={found!r} is not acceptable: expected {accepted}.")
        self.name = name


class Settings(Struct, frozen=True):
    """How one process of Trueline runs.

    Attributes:
        home: Folder of the embedded store and the running server's address.
        database_url: ``sqlite:////path`` or ``postgresql://…``.
        redis_url: ``redis://…``; None runs workers and their queue in this process.
        host: Address the API listens on.
        port: Port the API listens on; 0 takes a free one.
        worker_threads: Actors that run at the same time in one worker process.
        allow_private_trackers: Accept plain http and private addresses of trackers.
    """

    home: Path
    database_url: str
    redis_url: str | None
    host: str
    port: int
    worker_threads: int
    allow_private_trackers: bool
    pace: Pace

    @property
    def is_embedded(self) -> bool:
        """Whether everything runs in this one process, on SQLite."""
        return self.redis_url is None


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Read all settings; raises ``SettingRefused`` naming the first one that is not acceptable."""
    read = _Reader(environment)
    stock = Pace()
    home = Path(environment.get("TRUELINE_HOME") or ".trueline").expanduser().absolute()
    return Settings(
        home=home,
        database_url=read("TRUELINE_DATABASE_URL", f"sqlite:///{home}/ledger.sqlite", _database),
        redis_url=environment.get("TRUELINE_REDIS_URL") or None,
        host=environment.get("TRUELINE_HOST") or "127.0.0.1",
        port=read("TRUELINE_PORT", 8765, _port),
        worker_threads=read("TRUELINE_WORKER_THREADS", 4, _count),
        allow_private_trackers=read("TRUELINE_ALLOW_PRIVATE_TRACKERS", False, _switch),  # noqa: FBT003
        pace=Pace(
            poll_s=read("TRUELINE_POLL_SECONDS", stock.poll_s, _seconds),
            overlap_s=read("TRUELINE_OVERLAP_SECONDS", stock.overlap_s, _seconds),
            sweep_s=read("TRUELINE_SWEEP_SECONDS", stock.sweep_s, _seconds),
            lease_s=read("TRUELINE_LEASE_SECONDS", stock.lease_s, _seconds),
            retry_s=read("TRUELINE_RETRY_SECONDS", stock.retry_s, _seconds_list),
            park_after=read("TRUELINE_PARK_AFTER", stock.park_after, _count),
            deep_sweep_s=read("TRUELINE_DEEP_SWEEP_SECONDS", stock.deep_sweep_s, _seconds),
            redeliver_s=read("TRUELINE_REDELIVER_SECONDS", stock.redeliver_s, _seconds),
            lookup_s=read("TRUELINE_LOOKUP_SECONDS", stock.lookup_s, _seconds_list),
        ),
    )


class _Reader:
    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment

    def __call__(self, name: str, default: T, parse: Callable[[str], T]) -> T:
        text = self._environment.get(name, "").strip()
        if not text:
            return default
        try:
            return parse(text)
        except ValueError as error:
            raise SettingRefused(name, text, str(error)) from error


def _database(text: str) -> str:
    if not text.startswith(("sqlite:///", "postgresql://", "postgres://")):
        accepted = "sqlite:////absolute/path or postgresql://user@host/name"
        raise ValueError(accepted)
    return text


def _port(text: str) -> int:
    highest = 65_535
    if not text.isdecimal() or int(text) > highest:
        accepted = f"a port from 0 to {highest}"
        raise ValueError(accepted)
    return int(text)


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        accepted = "a whole number of at least 1"
        raise ValueError(accepted)
    return int(text)


def _switch(text: str) -> bool:
    if text not in {"0", "1"}:
        accepted = "0 or 1"
        raise ValueError(accepted)
    return text == "1"


def _seconds(text: str) -> float:
    accepted = "a number of seconds greater than 0, such as 60 or 0.5"
    try:
        value = float(text)
    except ValueError as error:
        raise ValueError(accepted) from error
    if not 0 < value < float("inf"):
        raise ValueError(accepted)
    return value


def _seconds_list(text: str) -> tuple[float, ...]:
    try:
        return tuple(_seconds(part.strip()) for part in text.split(","))
    except ValueError as error:
        accepted = "numbers of seconds with commas between, such as 1,5,30"
        raise ValueError(accepted) from error
