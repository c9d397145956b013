"""Where a call may go, and what is left of it when it fails."""

import gzip
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from clock import FakeClock

from integrations import http
from integrations.errors import Ambiguous, Rejected, Unavailable, Unintelligible
from integrations.http import Answer, GuardedSession, check_url, exchange
from integrations.sandbox.faults import Fault, commit_then_hang, drop, hang
from integrations.sandbox.github.server import GitHubSandbox

QUICK_S = (1.0, 0.2)


@pytest.fixture
def sandbox(clock: FakeClock) -> Iterator[GitHubSandbox]:
    with GitHubSandbox(clock) as opened:
        yield opened


@contextmanager
def canned(reply: bytes) -> Iterator[str]:
    """A server that answers its one connection with ``reply``, and goes."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=_answer, args=(listener, reply))
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
        thread.join()


def _answer(listener: socket.socket, reply: bytes) -> None:
    connection, _ = listener.accept()
    with connection:
        connection.recv(65_536)
        try:
            connection.sendall(reply)
        except OSError:
            return


def call(method: str, url: str) -> Answer:
    """Send one request to a private address."""
    with GuardedSession(allow_private=True) as session:
        return exchange(session, method, url)


def at(*addresses: str) -> Callable[[str, int], list[str]]:
    """A resolver that knows one answer."""
    return lambda _host, _port: list(addresses)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://127.0.0.1:6379/",
        "http://localhost/",
        "http://[::1]/",
        "http://[::]/",
        "http://0/",
        "http://0.0.0.0/",
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "http://192.168.0.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:a9fe:a9fe]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
    ],
)
def test_a_private_address_is_refused_before_and_at_the_call(url):
    with pytest.raises(Rejected) as before:
        check_url(url)
    with pytest.raises(Rejected) as at_the_call, GuardedSession() as session:
        exchange(session, "GET", url)
    assert set(before.value.fields) == set(at_the_call.value.fields) == {"base_url"}


@pytest.mark.parametrize(
    "url",
    [
        "",
        "github.com",
        "//github.com",
        "file:///etc/passwd",
        "gopher://127.0.0.1:6379/_FLUSHALL",
        "ftp://tracker.example/",
        "unix:///var/run/docker.sock",
        "http+unix://%2Fvar%2Frun%2Fdocker.sock/info",
        "javascript:alert(1)",
        "http://",
        "http:///path",
        "http://a@b/",
        "http://tracker.example@127.0.0.1/",
        "http://user:secret@tracker.example/",
        "http://tracker.example\\@127.0.0.1/",
        "http://tracker.example#@127.0.0.1/",
        "http://tracker.example /",
        "http://tracker.example\r\nHost: evil/",
        "http://tracker.example:port/",
        "http://[::1/",
    ],
)
def test_what_is_no_address_of_a_tracker_is_refused(url):
    with pytest.raises(Rejected) as refusal:
        check_url(url, resolve_with=at("140.82.121.6"))
    assert "base_url" in refusal.value.fields


def test_a_public_address_is_accepted():
    check_url("https://api.github.com", resolve_with=at("140.82.121.6"))
    check_url("https://ghe.example:8443/api/v3", resolve_with=at("2606:50c0:8000::154"))


def test_one_private_address_among_public_ones_is_enough_to_refuse():
    with pytest.raises(Rejected):
        check_url("https://tracker.example", resolve_with=at("140.82.121.6", "127.0.0.1"))


def test_a_name_nobody_knows_is_unavailable():
    def unknown(_host: str, _port: int) -> list[str]:
        raise socket.gaierror("unknown")

    with pytest.raises(Unavailable):
        check_url("https://tracker.example", resolve_with=unknown)
    with pytest.raises(Unavailable), GuardedSession(resolve_with=unknown) as session:
        exchange(session, "POST", "https://tracker.example/", body=b"{}")


def test_a_name_that_points_elsewhere_a_moment_later_is_refused():
    answers = iter([["140.82.121.6"], ["127.0.0.1"]])

    def rebinding(_host: str, _port: int) -> list[str]:
        return next(answers)

    check_url("https://tracker.example", resolve_with=rebinding)
    with pytest.raises(Rejected), GuardedSession(resolve_with=rebinding) as session:
        exchange(session, "GET", "https://tracker.example/")


def test_the_connection_goes_to_the_checked_address_under_the_hosts_name(sandbox: GitHubSandbox):
    seen: list[str] = []
    sandbox.observers.append(lambda each: seen.append(each.request.headers["host"]))
    port = sandbox.url.rpartition(":")[2]
    with GuardedSession(allow_private=True, resolve_with=at("127.0.0.1")) as session:
        answer = exchange(session, "GET", f"http://tracker.example:{port}/acme/roadmap")
    assert answer.status == 200
    assert seen == [f"tracker.example:{port}"]


def test_the_next_address_is_tried_when_one_does_not_listen(sandbox: GitHubSandbox):
    port = sandbox.url.rpartition(":")[2]
    with GuardedSession(allow_private=True, resolve_with=at("::1", "127.0.0.1")) as session:
        assert exchange(session, "GET", f"http://tracker.example:{port}/").status == 200


def test_a_redirect_is_not_followed():
    reply = (
        b"HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\nContent-Length: 2\r\n\r\nno"
    )
    with canned(reply) as url, GuardedSession(allow_private=True) as session:
        answer = exchange(session, "GET", url)
    assert (answer.status, answer.body) == (302, b"no")
    assert answer.headers["location"] == "http://169.254.169.254/"


def test_environment_proxies_and_netrc_are_not_used(monkeypatch, sandbox: GitHubSandbox):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    with GuardedSession(allow_private=True) as session:
        assert exchange(session, "GET", sandbox.url).status == 200


@pytest.mark.parametrize("silence", [hang(), commit_then_hang()])
def test_a_write_without_answer_in_time_is_ambiguous(sandbox: GitHubSandbox, silence):
    sandbox.faults.add(Fault(("POST", ""), silence))
    with pytest.raises(Ambiguous), GuardedSession(allow_private=True) as session:
        exchange(session, "POST", sandbox.url, body=b"{}", timeout_s=QUICK_S)
    sandbox.faults.clear()


def test_a_read_without_answer_in_time_is_unavailable(sandbox: GitHubSandbox):
    sandbox.faults.add(Fault(("GET", ""), hang(), times=None))
    with pytest.raises(Unavailable), GuardedSession(allow_private=True) as session:
        exchange(session, "GET", sandbox.url, timeout_s=QUICK_S)
    sandbox.faults.clear()


def test_a_write_on_a_broken_connection_is_ambiguous_and_sent_once(sandbox: GitHubSandbox):
    sandbox.faults.add(Fault(("POST", ""), drop(), times=None))
    with pytest.raises(Ambiguous), GuardedSession(allow_private=True) as session:
        exchange(session, "POST", sandbox.url, body=b"{}")
    assert len(sandbox.requests) == 1


def test_a_write_to_nobody_is_unavailable():
    with pytest.raises(Unavailable), GuardedSession(allow_private=True) as session:
        exchange(session, "POST", "http://127.0.0.1:9/", body=b"{}")


def test_a_write_with_a_header_that_cannot_be_sent_is_unavailable():
    with pytest.raises(Unavailable), GuardedSession(allow_private=True) as session:
        exchange(session, "POST", "http://127.0.0.1:9/", headers={"X": "a\r\nb"})


def test_an_answer_that_is_cut_off_is_ambiguous_after_a_write():
    reply = b"HTTP/1.1 201 Created\r\nContent-Length: 100\r\n\r\nshort"
    with pytest.raises(Ambiguous), canned(reply) as url:
        call("POST", url)


def test_noise_is_no_answer():
    with pytest.raises(Ambiguous), canned(b"SSH-2.0-OpenSSH_9.6\r\n") as url:
        call("POST", url)


def test_a_small_answer_that_unpacks_to_a_huge_one_is_stopped(monkeypatch):
    monkeypatch.setattr(http, "MOST_BYTES", 1_000_000)
    bomb = gzip.compress(b"0" * 5_000_000)
    head = f"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {len(bomb)}\r\n\r\n"
    with pytest.raises(Unintelligible), canned(head.encode() + bomb) as url:
        call("GET", url)


def test_an_answer_that_drips_is_given_up(monkeypatch):
    monkeypatch.setattr(http, "ANSWER_TIMEOUT_S", -1.0)
    reply = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nno"
    with pytest.raises(Unavailable), canned(reply) as url:
        call("GET", url)


def test_plain_http_to_a_public_host_is_refused_and_says_what_allows_it():
    with pytest.raises(Rejected, match=r"plain http.*TRUELINE_ALLOW_PRIVATE_TRACKERS"):
        check_url("http://tracker.example", resolve_with=lambda _host, _port: ["140.82.121.6"])


def test_a_session_sends_nothing_over_plain_http():
    session = GuardedSession(resolve_with=lambda _host, _port: ["140.82.121.6"])
    with pytest.raises(Rejected, match="plain http"):
        session.get("http://tracker.example/", timeout=1)
