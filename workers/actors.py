"""Dramatiq's actors: each takes ids, does one thing, and ends in a named outcome in the log."""

from collections.abc import Callable
from uuid import UUID

import dramatiq
import structlog
from dramatiq import Actor, Broker
from msgspec import Struct
from msgspec.structs import asdict

from workers.broker import TIME_LIMIT_MS
from workers.context import Context
from workers.deliver import deliver
from workers.import_issues import import_issues
from workers.outcome import Outcome
from workers.receive import receive
from workers.reconcile import reconcile
from workers.scheduler import sweep
from workers.select import project
from workers.wake import ActorName
from workers.waking import QUEUES

LOG = structlog.get_logger()
TIME_LIMITS_MS: dict[ActorName, int] = {"reconcile": 3_600_000}
"""Where the broker's limit is too short: a deep sweep of a large project is one pass."""


class Actors(Struct, frozen=True):
    """The six actors, as they are declared on one broker."""

    receive: Actor[[str, str], None]
    deliver: Actor[[str], None]
    reconcile: Actor[[str], None]
    import_issues: Actor[[str], None]
    project: Actor[[str], None]
    schedule: Actor[[], None]


def declare(broker: Broker, context: Context) -> Actors:
    """Declare the actors on ``broker``; they work with ``context``."""

    def receive_one(connection_id: str, delivery_id: str) -> None:
        run("receive", lambda: receive(context, UUID(connection_id), delivery_id), delivery_id)

    def deliver_one(link_id: str) -> None:
        run("deliver", lambda: deliver(context, UUID(link_id)), link_id)

    def reconcile_one(connection_id: str) -> None:
        run("reconcile", lambda: reconcile(context, UUID(connection_id)), connection_id)

    def import_one(run_id: str) -> None:
        run("import_issues", lambda: import_issues(context, run_id), run_id)

    def project_one(connection_id: str) -> None:
        run("project", lambda: project(context, UUID(connection_id)), connection_id)

    def schedule_once() -> None:
        run("schedule", lambda: sweep(context), "")

    def actor(name: ActorName, body: Callable[..., None]) -> Actor[..., None]:
        named = dramatiq.actor(
            actor_name=name,
            queue_name=QUEUES[name],
            broker=broker,
            time_limit=TIME_LIMITS_MS.get(name, TIME_LIMIT_MS),
        )
        return named(body)

    return Actors(
        receive=actor("receive", receive_one),
        deliver=actor("deliver", deliver_one),
        reconcile=actor("reconcile", reconcile_one),
        import_issues=actor("import_issues", import_one),
        project=actor("project", project_one),
        schedule=actor("schedule", schedule_once),
    )


def run(name: ActorName, body: Callable[[], Outcome], subject: str) -> None:
    """Run one actor's body and log how it ended."""
    try:
        outcome = body()
    except Exception as error:
        LOG.exception("actor failed", actor=name, subject=subject, error=type(error).__name__)
        raise
    LOG.info("actor ended", actor=name, subject=subject, outcome=_word(outcome), **asdict(outcome))


def _word(outcome: Outcome) -> str:
    return type(outcome).__name__.lower()
