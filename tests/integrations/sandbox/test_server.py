"""A stopped sandbox leaves nothing behind."""

import threading
from collections.abc import Callable
from contextlib import closing
from http.client import HTTPConnection

import psutil
import pytest
import requests
from receiver import Receiver

from integrations.sandbox import faults
from integrations.sandbox.faults import Fault
from integrations.sandbox.github.server import GitHubSandbox
from integrations.sandbox.jira.server import JiraSandbox
from integrations.sandbox.server import HttpSandbox

MAKERS = [GitHubSandbox, JiraSandbox]
Maker = Callable[[], HttpSandbox]


def sockets_at(port: int) -> int:
    """How many sockets of this process still have to do with a port."""
    ends = (
        end
        for connection in psutil.Process().net_connections()
        for end in (connection.laddr, connection.raddr)
    )
    return sum(1 for end in ends if end and end.port == port)


@pytest.mark.parametrize("make", MAKERS)
def test_no_thread_and_no_socket_stays(make: Maker):
    before = set(threading.enumerate())
    with make() as sandbox, requests.Session() as session:
        session.get(sandbox.url, timeout=5)
        port = int(sandbox.url.rpartition(":")[2])
        assert sockets_at(port) > 0
    assert sockets_at(port) == 0
    assert set(threading.enumerate()) <= before


@pytest.mark.parametrize("make", MAKERS)
def test_a_waiting_caller_does_not_hold_it_up(make: Maker):
    with make() as sandbox:
        fault = sandbox.faults.add(Fault(("GET", "."), faults.hang()))
        failed = threading.Event()

        def call() -> None:
            try:
                requests.get(sandbox.url, timeout=30)
            except requests.ConnectionError:
                failed.set()

        caller = threading.Thread(target=call)
        caller.start()
        assert fault.reached.wait(5)
    caller.join()
    assert failed.is_set()


def test_an_idle_connection_does_not_hold_it_up():
    with GitHubSandbox() as sandbox:
        idle = HTTPConnection(sandbox.url.removeprefix("http://"), timeout=5)
        idle.request("GET", "/")
        assert idle.getresponse().read()  # so it is the server's: one in the queue would be reset
        held = idle.sock
    with closing(idle):
        assert held.recv(1) == b""


def test_a_webhook_on_its_way_does_not_hold_it_up(receiver: Receiver):
    fault = receiver.faults.add(Fault(("POST", "."), faults.hang()))
    with GitHubSandbox() as sandbox:
        sandbox.add_webhook(receiver.url)
        assert fault.reached.wait(5)


def test_it_may_be_started_again():
    sandbox = GitHubSandbox()
    for _ in range(2):
        with sandbox:
            assert requests.get(sandbox.url, timeout=5).ok


def test_it_has_no_address_before_it_starts():
    with pytest.raises(RuntimeError, match="not started"):
        _ = GitHubSandbox().url


def test_stopping_twice_is_harmless():
    sandbox = JiraSandbox().start()
    sandbox.stop()
    sandbox.stop()
