"""Dramatiq's broker: Redis between processes, or a queue inside this one."""

from dramatiq import Broker
from dramatiq.brokers.redis import RedisBroker
from dramatiq.brokers.stub import StubBroker
from dramatiq.middleware import AgeLimit, Callbacks, Pipelines, ShutdownNotifications, TimeLimit

HEARTBEAT_MS = 15_000
"""A killed worker's messages come back after this; the stock 60 s is far too long."""
MAINTENANCE_PER_MILLION = 100_000
"""How often a worker looks for such messages; stock 1,000 means minutes on an idle queue."""
IDLE_POLL_MS = 20
"""A worker's longest pause on an idle queue; the stock 1,000 costs 431 ms at the median."""
IN_PROCESS_POLL_MS = 100
"""The same in one process, where a message wakes whoever waits: only a stop has to wait for it."""
TIME_LIMIT_MS = 300_000


def open_broker(redis_url: str | None, namespace: str = "trueline") -> Broker:
    """Open the broker at ``redis_url``, or one in this process when there is no URL.

    Dramatiq's retries are left out: a row's own ``not_before`` decides, in the database.
    """
    middleware = [
        AgeLimit(),
        TimeLimit(time_limit=TIME_LIMIT_MS),
        ShutdownNotifications(),
        Callbacks(),
        Pipelines(),
    ]
    if redis_url is None:
        return StubBroker(middleware=middleware)
    return RedisBroker(  # type: ignore[no-untyped-call]  # dramatiq leaves it untyped
        url=redis_url,
        middleware=middleware,
        namespace=namespace,
        heartbeat_timeout=HEARTBEAT_MS,
        maintenance_chance=MAINTENANCE_PER_MILLION,
    )
