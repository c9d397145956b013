"""How often a tracker may be called, shared by all workers; nobody ever sleeps for it.

A limit is exact: at most ``most`` calls in any ``window_s`` seconds. The defaults stay below what
the trackers document (``sync.md`` F24, sections 3.1 and 3.3), and are measured there by the test
suite. A tracker that asks for a pause gets one through ``hold``.
"""

from collections import deque
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import TYPE_CHECKING, Literal, Protocol

from msgspec import Struct

from integrations.errors import Scope

if TYPE_CHECKING:
    from collections.abc import Callable

Kind = Literal["read", "write", "create"]


class Limit(Struct, frozen=True):
    """At most ``most`` calls in any ``window_s`` seconds."""

    most: int
    window_s: float


Limits = Mapping[Kind, Sequence[Limit]]

MINUTE_S = 60.0
HOUR_S = 3600.0
GITHUB: Limits = {
    "read": (Limit(4_500, HOUR_S),),
    "write": (Limit(80, MINUTE_S),),
    "create": (Limit(20, MINUTE_S), Limit(150, HOUR_S)),
}
JIRA: Limits = {
    "read": (Limit(80, 1.0),),
    "write": (Limit(40, 1.0),),
    "create": (Limit(40, 1.0),),
}
BY_TRACKER: Mapping[str, Limits] = {"github": GITHUB, "jira": JIRA}


class Budget(Protocol):
    """Says when a call may go out. ``key`` is from ``key_of``: one per tracker and credentials."""

    def take(self, key: str, kind: Kind, now: datetime) -> datetime | None:
        """Count a call and answer None, or count nothing and answer when to ask again."""
        ...

    def hold(self, key: str, until: datetime, scope: Scope = "connection") -> None:
        """Let nothing in ``scope`` pass before ``until``: ``create`` holds creates only.

        ``issue`` holds nothing here: that one row waits by itself.
        """
        ...


def key_of(tracker: str, base_url: str, credentials_ref: str) -> str:
    """The key of everything that one token is counted for together."""
    return f"{tracker}:{base_url.rstrip('/')}#{credentials_ref}"


def limits_of(key: str, by_tracker: Mapping[str, Limits]) -> Limits:
    """The limits of the tracker that ``key`` begins with; GitHub's, the tightest, for others."""
    return by_tracker.get(key.partition(":")[0], GITHUB)


class MemoryBudget:
    """A budget for one process."""

    def __init__(self, by_tracker: Mapping[str, Limits] = BY_TRACKER) -> None:
        """Keep ``by_tracker`` limits."""
        self._by_tracker = by_tracker
        self._calls: dict[tuple[str, Kind], deque[float]] = {}
        self._held: dict[tuple[str, Kind], float] = {}
        self._lock = Lock()

    def take(self, key: str, kind: Kind, now: datetime) -> datetime | None:
        """Count a call and answer None, or count nothing and answer when to ask again."""
        limits, at = limits_of(key, self._by_tracker)[kind], now.timestamp()
        with self._lock:
            calls = self._calls.setdefault((key, kind), deque())
            while calls and calls[0] <= at - max(limit.window_s for limit in limits):
                calls.popleft()
            free = max([self._held.get((key, kind), 0.0), *(_free(calls, each) for each in limits)])
            if free > at:
                return _time(free)
            calls.append(at)
        return None

    def hold(self, key: str, until: datetime, scope: Scope = "connection") -> None:
        """Let nothing in ``scope`` pass before ``until``; an earlier hold is never shortened."""
        with self._lock:
            for kind in _held_by(scope):
                held = self._held.get((key, kind), 0.0)
                self._held[key, kind] = max(held, until.timestamp())


TAKE = """
local now, held = tonumber(ARGV[1]), tonumber(redis.call('GET', KEYS[2]) or '0')
local free, longest = held, 0
for i = 2, #ARGV, 2 do
    local most, window = tonumber(ARGV[i]), tonumber(ARGV[i + 1])
    longest = math.max(longest, window)
    local nth = redis.call('ZREVRANGE', KEYS[1], most - 1, most - 1, 'WITHSCORES')
    if nth[2] then free = math.max(free, tonumber(nth[2]) + window) end
end
if free > now then return string.format('%.6f', free) end
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', string.format('%.6f', now - longest))
local number = redis.call('INCR', KEYS[3])
redis.call('ZADD', KEYS[1], string.format('%.6f', now), number)
redis.call('EXPIRE', KEYS[1], math.ceil(longest) + 1)
redis.call('EXPIRE', KEYS[3], math.ceil(longest) + 1)
return false
"""
HOLD = """
local held = tonumber(redis.call('GET', KEYS[1]) or '0')
if tonumber(ARGV[1]) > held then redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[2]) end
"""
HELD_FOR_S = 7 * 24 * 3600
"""A hold is forgotten after this: no tracker asks for longer."""
REDIS_TIMEOUT_S = 2.0


class RedisBudget:
    """A budget shared by every process that uses the same Redis; each step is one atomic script.

    Without Redis calls pass: the tracker's own 429 still holds each row.
    """

    def __init__(
        self,
        redis_url: str,
        *,
        namespace: str = "trueline:budget",
        by_tracker: Mapping[str, Limits] = BY_TRACKER,
    ) -> None:
        """Use the Redis at ``redis_url``; nothing is asked before the first call."""
        import redis  # noqa: PLC0415 (only a process with Redis pays for it)

        self._redis = redis.Redis.from_url(
            redis_url,
            socket_timeout=REDIS_TIMEOUT_S,
            socket_connect_timeout=REDIS_TIMEOUT_S,
        )
        self._lost: type[Exception] = redis.RedisError
        self._take: Callable[..., bytes | None] = self._redis.register_script(TAKE)
        self._hold: Callable[..., None] = self._redis.register_script(HOLD)
        self._namespace = namespace
        self._by_tracker = by_tracker

    def take(self, key: str, kind: Kind, now: datetime) -> datetime | None:
        """Count a call and answer None, or count nothing and answer when to ask again."""
        limits = limits_of(key, self._by_tracker)[kind]
        numbers = [number for limit in limits for number in (limit.most, limit.window_s)]
        keys = [self._key(key, kind, part) for part in ("calls", "held", "number")]
        try:
            free = self._take(keys=keys, args=[f"{now.timestamp():.6f}", *numbers])
        except self._lost:
            return None
        return None if free is None else _time(float(free))

    def hold(self, key: str, until: datetime, scope: Scope = "connection") -> None:
        """Let nothing in ``scope`` pass before ``until``; an earlier hold is never shortened."""
        try:
            for kind in _held_by(scope):
                args = [f"{until.timestamp():.6f}", HELD_FOR_S]
                self._hold(keys=[self._key(key, kind, "held")], args=args)
        except self._lost:
            return

    def close(self) -> None:
        """Close the connections to Redis."""
        self._redis.close()

    def _key(self, key: str, kind: Kind, part: str) -> str:
        return f"{self._namespace}:{{{key}}}:{kind}:{part}"


def _free(calls: deque[float], limit: Limit) -> float:
    """When one more call fits: once the ``most``-th last one leaves the window."""
    return calls[-limit.most] + limit.window_s if len(calls) >= limit.most else 0.0


def _held_by(scope: Scope) -> tuple[Kind, ...]:
    match scope:
        case "connection":
            return ("read", "write", "create")
        case "create":
            return ("create",)
        case "issue":
            return ()


def _time(seconds: float) -> datetime:
    """A microsecond later than told, so that asking again then never comes a hair too early."""
    return datetime.fromtimestamp(seconds, tz=UTC) + timedelta(microseconds=1)
