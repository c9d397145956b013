"""The checked address is what is connected to; the host's name is what is trusted."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from certificates import certificate_for

from integrations.errors import Unavailable
from integrations.http import Answer, GuardedSession, exchange

HOST = "tracker.example"
REPLY = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


@contextmanager
def secure_server(certificate: Path) -> Iterator[int]:
    """A TLS server for one connection; answers its port."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=_serve, args=(listener, context))
        thread.start()
        yield listener.getsockname()[1]
        thread.join()


def _serve(listener: socket.socket, context: ssl.SSLContext) -> None:
    plain, _ = listener.accept()
    with plain, suppress(OSError), context.wrap_socket(plain, server_side=True) as secure:
        secure.recv(65_536)
        secure.sendall(REPLY)


def call(method: str, port: int, trusted: Path) -> Answer:
    with GuardedSession(allow_private=True, resolve_with=lambda _h, _p: ["127.0.0.1"]) as session:
        session.verify = str(trusted)
        return exchange(session, method, f"https://{HOST}:{port}/")


def test_a_certificate_of_the_hosts_name_is_trusted(tmp_path):
    certificate = certificate_for(HOST, tmp_path)
    with secure_server(certificate) as port:
        assert call("GET", port, certificate).body == b"ok"


@pytest.mark.parametrize("named", ["evil.example", "127.0.0.1"])
def test_a_certificate_of_another_name_is_not_and_nothing_was_written(tmp_path, named):
    certificate = certificate_for(named, tmp_path)
    with secure_server(certificate) as port, pytest.raises(Unavailable):
        call("POST", port, certificate)


def test_a_certificate_nobody_vouches_for_is_not_trusted(tmp_path):
    known = certificate_for("known.example", tmp_path)
    with secure_server(certificate_for(HOST, tmp_path)) as port, pytest.raises(Unavailable):
        call("POST", port, known)
