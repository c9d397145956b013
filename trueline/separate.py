"""One part of Trueline in a process of its own, until it is told to stop."""

from functools import partial
from threading import Event

import structlog

from api.server import Served
from api.surroundings import Surroundings
from ledger.collector import settle_down
from projections.all import all_projections
from projections.positions import status_of, wait_for
from projections.rebuild import rebuild_all
from projections.runner import Runner
from trueline.announce import announcer
from trueline.embedded import context_of
from trueline.progress import Report
from trueline.settings import Settings
from trueline.store import Store, open_store
from workers import scheduler
from workers.actors import declare
from workers.broker import open_broker
from workers.process import start_worker, stop_worker
from workers.wake import Wake
from workers.waking import BrokerWake

LOG = structlog.get_logger()
REBUILD_S = 600.0
NAMES = tuple(projection.name for projection in all_projections())


def serve_api(settings: Settings, stop: Event) -> None:
    """Serve the HTTP API; requests that have begun are finished on SIGTERM."""
    with open_store(settings) as store:
        served = Served(_surroundings(store, settings))
        port = served.start(settings.host, settings.port)
        settle_down()
        LOG.info("api serves", url=f"http://{settings.host}:{port}")
        stop.wait()
        served.stop()


def run_worker(settings: Settings, stop: Event) -> None:
    """Run the actors on the broker."""
    with open_store(settings) as store:
        broker = open_broker(settings.redis_url)
        declare(broker, context_of(store, BrokerWake(broker), settings))
        worker = start_worker(broker, settings.worker_threads)
        settle_down()
        stop.wait()
        stop_worker(worker)


def run_projector(settings: Settings, stop: Event) -> None:
    """Keep the read models, and wake the workers for what the outbox holds."""
    with open_store(settings) as store:
        runner = _runner(store, BrokerWake(open_broker(settings.redis_url)))
        runner.start()
        settle_down()
        stop.wait()
        runner.stop()


def run_scheduler(settings: Settings, stop: Event) -> None:
    """Wake what is due although no hint told of it."""
    with open_store(settings) as store:
        wake = BrokerWake(open_broker(settings.redis_url))
        scheduler.run(context_of(store, wake, settings), stop)


def rebuild_projection(settings: Settings, name: str, report: Report) -> int:
    """Rebuild one read model, or ``all``; answers the position it reached."""
    with open_store(settings, migrate=True) as store:
        if name == "all":
            head = store.ledger.head()
            settle_down()
            rebuild_all(store.database, store.ledger, partial(report, "Facts taken in"))
            wait_for(store.database, head, NAMES, REBUILD_S)
            return min(each.position for each in status_of(store.database))
        runner = Runner(store.database, store.ledger, all_projections())
        runner.rebuild(name)
        # a running server holds the lease: it is the one that replays
        runner.wait(store.ledger.head(), (name,), REBUILD_S)
        found = [each.position for each in runner.status() if each.name == name]
        runner.stop()
        return found[0]


def _runner(store: Store, wake: Wake) -> Runner:
    return Runner(
        store.database,
        store.ledger,
        all_projections(),
        announce=announcer(wake),
        clock=store.clock,
    )


def _surroundings(store: Store, settings: Settings) -> Surroundings:
    return Surroundings(
        database=store.database,
        ledger=store.ledger,
        trackers=store.trackers,
        wait=lambda position, timeout_s: wait_for(store.database, position, NAMES, timeout_s),
        wake=BrokerWake(open_broker(settings.redis_url)),
        clock=store.clock,
        allow_private_trackers=settings.allow_private_trackers,
        budget=store.budget,
        pace=settings.pace,
    )
