"""Where the running server of a home folder is found: its address and a key for local commands.

The file is readable by its owner only, holds a token that ends with the server, and goes away when
the server stops. Whoever can read it can read the store beside it just as well.
"""

import os
from contextlib import suppress
from pathlib import Path

import msgspec

FILE = "server.json"


class Lodging(msgspec.Struct, frozen=True):
    """A running server: its address, a token, and its process id."""

    url: str
    token: str
    pid: int


def write_lodging(home: Path, lodging: Lodging) -> None:
    """Leave the address for local commands."""
    home.mkdir(parents=True, exist_ok=True)
    path = home / FILE
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(msgspec.json.encode(lodging))


def read_lodging(home: Path) -> Lodging | None:
    """The server that runs on ``home``; None when there is none or it is gone."""
    try:
        lodging = msgspec.json.decode((home / FILE).read_bytes(), type=Lodging)
    except (OSError, msgspec.DecodeError):
        return None
    return lodging if _is_alive(lodging.pid) else None


def remove_lodging(home: Path) -> None:
    """Forget the address; harmless when there is none."""
    with suppress(OSError):
        (home / FILE).unlink(missing_ok=True)


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
