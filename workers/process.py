"""Runs the actors in this process, on an in-process broker or on Redis alike."""

from dramatiq import Broker, Worker
from dramatiq.brokers.stub import StubBroker

from workers.broker import IDLE_POLL_MS, IN_PROCESS_POLL_MS

STOP_MS = 30_000
"""How long a stopping worker waits for the actors that run."""


def start_worker(broker: Broker, threads: int, queues: set[str] | None = None) -> Worker:
    """Start worker threads; ``queues`` limits them to some of ``live`` and ``background``."""
    poll_ms = IN_PROCESS_POLL_MS if isinstance(broker, StubBroker) else IDLE_POLL_MS
    worker = Worker(broker, worker_threads=threads, worker_timeout=poll_ms, queues=queues)
    worker.start()
    return worker


def stop_worker(worker: Worker) -> None:
    """Let the running actors end, then stop; what was not begun stays due in the tables."""
    worker.stop(timeout=STOP_MS)
