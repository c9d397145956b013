"""Rules of serving over real sockets: ports, limits before buffering, and a graceful end."""

import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import psutil
import pytest
import requests
from api_house import surroundings_on
from clock import FakeClock

from api import tokens
from api.server import Served, listen
from ledger.database import Database
from ledger.ledger import Ledger


class Site:
    """A served API and a session that may do everything."""

    def __init__(self, served: Served, port: int, token: str) -> None:
        self.served, self.port = served, port
        self.url = f"http://127.0.0.1:{port}"
        self.token = token
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.headers["Authorization"] = f"Bearer {token}"


@pytest.fixture
def site(sqlite_url: str, clock: FakeClock) -> Iterator[Site]:
    database = Database.open(sqlite_url)
    ledger = Ledger(database, clock=clock)
    surroundings, runner = surroundings_on(database, ledger, clock)
    runner.catch_up()
    with database.begin() as connection:
        token = tokens.create(connection, "test", "admin", clock())
    served = Served(surroundings)
    made = Site(served, served.start(), token)
    try:
        yield made
    finally:
        made.session.close()
        served.stop()
        ledger.close()
        database.close()


def test_port_0_takes_a_free_one_and_tells_it(site: Site) -> None:
    assert site.port > 0
    assert site.session.get(f"{site.url}/healthz", timeout=5).json() == {"status": "up"}


def test_a_taken_port_is_an_error_that_the_caller_sees(site: Site) -> None:
    with pytest.raises(OSError, match="in use"):
        listen("127.0.0.1", site.port)


def test_a_whole_write_and_read_go_over_http(site: Site) -> None:
    site.session.post(f"{site.url}/v1/products", json={"key": "ACME", "name": "A"}, timeout=5)
    body = {"product": "ACME", "kind": "bug", "title": "T"}
    added = site.session.post(f"{site.url}/v1/items", json=body, timeout=5).json()
    found = site.session.get(
        f"{site.url}/v1/backlog", params={"min_position": added["position"]}, timeout=5
    )
    assert [each["key"] for each in found.json()["data"]] == ["ACME-1"]


def test_an_announced_oversize_is_refused_before_it_is_sent(site: Site) -> None:
    head = (
        f"POST /v1/webhooks/github/x HTTP/1.1\r\nHost: 127.0.0.1:{site.port}\r\n"
        "Content-Length: 99999999999\r\n\r\n"
    )
    assert b" 413 " in _raw(site.port, head.encode())


def test_an_endless_chunked_body_is_cut_off_and_not_kept(site: Site) -> None:
    process = psutil.Process()
    before = process.memory_info().rss
    head = (
        f"POST /v1/items HTTP/1.1\r\nHost: 127.0.0.1:{site.port}\r\n"
        f"Authorization: Bearer {site.token}\r\n"
        "Transfer-Encoding: chunked\r\n\r\n"
    )
    chunk = b"10000\r\n" + b" " * 0x10000 + b"\r\n"
    answer = _raw(site.port, head.encode(), *([chunk] * 800))
    assert b" 413 " in answer
    assert process.memory_info().rss - before < 32 * 1024 * 1024


def test_a_request_that_is_no_http_does_no_harm(site: Site) -> None:
    _raw(site.port, b"\x16\x03\x01\x02\x00nonsense\r\n\r\n")
    assert site.session.get(f"{site.url}/healthz", timeout=5).status_code == 200


def test_stopping_lets_a_request_that_has_begun_finish(sqlite_url: str, clock: FakeClock) -> None:
    database = Database.open(sqlite_url)
    ledger = Ledger(database, clock=clock)
    inside, go_on = threading.Event(), threading.Event()

    def wait(_position: int, _timeout_s: float) -> bool:
        inside.set()
        return go_on.wait(10)

    surroundings, runner = surroundings_on(database, ledger, clock)
    runner.catch_up()
    with database.begin() as connection:
        token = tokens.create(connection, "test", "viewer", clock())
    served = Served(replace(surroundings, wait=wait))
    url = f"http://127.0.0.1:{served.start()}/v1/backlog?min_position=1"
    headers = {"Authorization": f"Bearer {token}"}
    with ThreadPoolExecutor(2) as pool:
        asked = pool.submit(requests.get, url, headers=headers, timeout=10)
        assert inside.wait(10)
        stopping = pool.submit(served.stop)
        go_on.set()
        assert asked.result(10).status_code == 200
        stopping.result(10)
    with pytest.raises(requests.ConnectionError):
        requests.get(url, headers=headers, timeout=2)
    ledger.close()
    database.close()


def _raw(port: int, *parts: bytes) -> bytes:
    """Send bytes, and read until the server closes or answers."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        try:
            for part in parts:
                connection.sendall(part)
        except (BrokenPipeError, ConnectionResetError):
            pass
        try:
            return connection.recv(65536)
        except ConnectionResetError:
            return b""
