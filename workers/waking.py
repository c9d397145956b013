"""Sends hints through Dramatiq's broker."""

import dramatiq
import structlog
from dramatiq import Broker

from workers.wake import ActorName

LOG = structlog.get_logger()
QUEUES: dict[ActorName, str] = {
    "receive": "live",
    "deliver": "live",
    "reconcile": "background",
    "import_issues": "background",
    "project": "background",
    "schedule": "background",
}
"""An import may not hold up a live edit: each has its queue, and its own threads if need be."""


class BrokerWake:
    """A ``Wake`` that never raises: without a broker, the sweep finds what is due."""

    def __init__(self, broker: Broker) -> None:
        """Send through ``broker``."""
        self._broker = broker

    def __call__(self, actor: ActorName, *ids: str) -> None:
        """Send one hint."""
        message: dramatiq.Message[None] = dramatiq.Message(
            queue_name=QUEUES[actor], actor_name=actor, args=ids, kwargs={}, options={}
        )
        try:
            self._broker.enqueue(message)
        except Exception as error:  # noqa: BLE001  # whatever the broker raises, the hint is only late
            LOG.warning("hint lost", actor=actor, ids=ids, error=str(error))
