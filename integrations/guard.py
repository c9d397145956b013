"""Connections that go to a checked address, and to the very one that was checked."""

import socket
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import TypeAlias

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError
from urllib3.util.connection import create_connection

from integrations.errors import Rejected

Resolve: TypeAlias = Callable[[str, int], Sequence[str]]
Pools: TypeAlias = dict[str, type[HTTPConnectionPool]]

OPEN = "TRUELINE_ALLOW_PRIVATE_TRACKERS=1 allows it."
"""What a person can do who means it."""
NAT64 = IPv6Network("64:ff9b::/96")


def resolve(host: str, port: int) -> list[str]:
    """The addresses of ``host``; raises ``OSError``."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(address[0]) for *_, address in found]


def refuse_unless_public(host: str, addresses: Sequence[str]) -> None:
    """Raise ``Rejected`` unless every one of ``addresses`` is public."""
    for address in addresses:
        if not is_public(address):
            message = f"The host {host} is at {address}, which is not a public address. {OPEN}"
            raise Rejected(message, fields={"base_url": message})


def refuse_plain(host: str) -> None:
    """Raise ``Rejected``: a token must not travel where everybody on the way can read it."""
    message = f"The address of {host} is plain http, and only https is accepted. {OPEN}"
    raise Rejected(message, fields={"base_url": message})


def is_public(address: str) -> bool:
    """Whether anybody on the internet may have this address, whatever it is wrapped in."""
    ip = _unwrapped(ip_address(address.partition("%")[0]))
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def guarded_pools(*, allow_private: bool, resolve_with: Resolve) -> Pools:
    """Connection pools by scheme whose connections check where they go."""

    def connect(connection: HTTPConnection) -> socket.socket:
        host, port = connection.host, connection.port
        try:
            addresses = resolve_with(host, port)
            if not allow_private:
                refuse_unless_public(host, addresses)
            return _connect(connection, addresses)
        except socket.gaierror as error:
            raise NameResolutionError(host, connection, error) from error
        except TimeoutError as error:
            raise ConnectTimeoutError(connection, f"{host} did not answer in time") from error
        except OSError as error:
            raise NewConnectionError(connection, f"{host} cannot be reached: {error}") from error

    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            if not allow_private:
                refuse_plain(self.host)
            return connect(self)

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return connect(self)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}


def _connect(connection: HTTPConnection, addresses: Sequence[str]) -> socket.socket:
    """Try the addresses in turn."""
    failure = OSError("the name has no address")
    for address in addresses:
        try:
            return create_connection(
                (address, connection.port),
                connection.timeout,
                socket_options=connection.socket_options,
            )
        except OSError as error:
            failure = error
    raise failure


def _unwrapped(ip: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The IPv4 address inside an IPv6 one: mapped, 6to4, NAT64 or Teredo."""
    if isinstance(ip, IPv4Address):
        return ip
    if ip in NAT64:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
    return inner or ip
