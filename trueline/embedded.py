"""The whole house in one process: API, projections and workers on one store."""

import getpass
import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from threading import Event, Thread

import structlog

from api import tokens
from api.server import Served
from api.surroundings import Surroundings
from ledger.errors import LedgerError
from projections.all import all_projections
from projections.runner import Runner
from trueline.announce import announcer
from trueline.lodge import Lodging, remove_lodging, write_lodging
from trueline.settings import Settings
from trueline.store import Clock, Store, open_store, utc_now
from workers import scheduler
from workers.actors import declare
from workers.broker import open_broker
from workers.context import Context
from workers.process import start_worker, stop_worker
from workers.wake import Wake, wake_nobody
from workers.waking import BrokerWake

LOG = structlog.get_logger()
LOCAL_TOKEN_LIFE = timedelta(days=30)


@dataclass(frozen=True)
class House:
    """A running house: where its API is, and what it is made of.

    Attributes:
        local_token: An admin token that ends with the house.
        context: The workers' surroundings; None when no workers run.
    """

    url: str
    local_token: str
    store: Store
    runner: Runner
    wake: Wake
    context: Context


@contextmanager
def embedded(
    settings: Settings,
    *,
    port: int | None = None,
    working: bool = True,
    findable: bool = False,
    environment: Mapping[str, str] | None = None,
    clock: Clock = utc_now,
) -> Iterator[House]:
    """Run API and projections, and the workers when ``working``; all of it ends with the block.

    Args:
        settings: Where the store is; the API's address and the workers' pace.
        port: Instead of the settings' port; 0 takes a free one.
        working: Run the sync workers and their scheduler too.
        findable: Let commands on this machine find the house by its home folder.
        environment: Where secrets are read by name; the process's own by default.
        clock: Answers aware UTC times.

    Raises:
        LedgerError: The store cannot be opened, or another process writes it.
        OSError: The API's address is taken.
    """
    with ExitStack() as stack:
        store = stack.enter_context(
            open_store(
                settings,
                migrate=True,
                exclusive=True,
                clock=clock,
                environment=os.environ if environment is None else environment,
            )
        )
        broker = open_broker(settings.redis_url)
        wake: Wake = BrokerWake(broker) if working else wake_nobody
        runner = Runner(
            store.database,
            store.ledger,
            all_projections(),
            announce=announcer(wake),
            clock=clock,
        )
        context = context_of(store, wake, settings)
        if working:
            declare(broker, context)
            stack.callback(stop_worker, start_worker(broker, settings.worker_threads))
        runner.start()
        stack.callback(runner.stop)
        if working:
            stack.enter_context(sweeping(context))
        served = Served(surroundings_of(store, runner, wake, settings))
        bound = served.start(settings.host, settings.port if port is None else port)
        stack.callback(served.stop)
        url = f"http://{settings.host}:{bound}"
        token = _local_token(store, stack)
        if findable:
            write_lodging(settings.home, Lodging(url=url, token=token, pid=os.getpid()))
            stack.callback(remove_lodging, settings.home)
        yield House(url, token, store, runner, wake, context)


def context_of(store: Store, wake: Wake, settings: Settings) -> Context:
    """The workers' surroundings on ``store``."""
    return Context(
        database=store.database,
        ledger=store.ledger,
        trackers=store.trackers,
        budget=store.budget,
        wake=wake,
        clock=store.clock,
        pace=settings.pace,
    )


def surroundings_of(store: Store, runner: Runner, wake: Wake, settings: Settings) -> Surroundings:
    """The API's surroundings beside a runner in the same process."""
    return Surroundings(
        database=store.database,
        ledger=store.ledger,
        trackers=store.trackers,
        wait=lambda position, timeout_s: runner.wait(position, timeout_s=timeout_s),
        wake=wake,
        clock=store.clock,
        allow_private_trackers=settings.allow_private_trackers,
        budget=store.budget,
        pace=settings.pace,
    )


@contextmanager
def sweeping(context: Context) -> Iterator[None]:
    """Run the scheduler in a thread of its own for as long as the block lasts."""
    stop = Event()
    thread = Thread(target=scheduler.run, args=(context, stop), name="scheduler", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _who() -> str:
    """Who types this machine's commands: facts say who asked for them."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # an account without a name, as containers have
        return "local commands"


def _local_token(store: Store, stack: ExitStack) -> str:
    """An admin token for this machine's commands; it is revoked when the house closes."""
    now = store.clock()
    with store.database.begin() as connection:
        token = tokens.create(connection, _who(), "admin", now, expires_at=now + LOCAL_TOKEN_LIFE)
        made = tokens.find(connection, token, now)

    def end() -> None:
        try:
            with store.database.begin() as connection:
                if made is not None:
                    tokens.revoke(connection, made.id, store.clock())
        except LedgerError as error:
            LOG.warning("local token not revoked: it ends by itself", error=str(error))

    stack.callback(end)
    return token
