"""A hint that cannot be sent is only late."""

from typing import Any

from dramatiq.brokers.stub import StubBroker

from workers.broker import open_broker
from workers.waking import BrokerWake


class Gone(StubBroker):
    """A broker that is not there."""

    def enqueue(self, message: Any, *, delay: int | None = None) -> Any:
        raise ConnectionError("refused")


def test_a_hint_is_one_message_for_its_actor() -> None:
    broker = open_broker(None)
    broker.declare_queue("live")
    BrokerWake(broker)("deliver", "a link")
    assert isinstance(broker, StubBroker)
    (message,) = broker.queues["live"].queue
    assert b'"deliver"' in message
    assert b'"a link"' in message


def test_a_broker_that_is_gone_raises_nothing() -> None:
    broker = Gone(middleware=[])
    BrokerWake(broker)("deliver", "a link")
