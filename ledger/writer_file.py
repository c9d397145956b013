"""Keeps a SQLite file to one long-running writer process, with a lock the system drops for us."""

import fcntl
import os
import socket
from pathlib import Path
from typing import Self

from ledger.errors import WriterBusy


class WriterFile:
    """A locked file beside the database that says who writes to it."""

    def __init__(self, descriptor: int) -> None:
        """Use ``take``; this keeps the locked file open."""
        self._descriptor = descriptor

    @classmethod
    def take(cls, path: Path) -> Self:
        """Become the writer; the place is free again when the process ends, however it ends.

        Raises:
            WriterBusy: Another process holds it; the message says which.
        """
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            holder = os.pread(descriptor, 200, 0).decode(errors="replace").strip()
            os.close(descriptor)
            message = (
                f"{path} is held by {holder or 'another process'}: stop it, or ask it instead."
            )
            raise WriterBusy(message) from error
        os.truncate(descriptor, 0)
        os.pwrite(descriptor, f"process {os.getpid()} on {socket.gethostname()}\n".encode(), 0)
        return cls(descriptor)

    def give_back(self) -> None:
        """Let another process become the writer; a second call does nothing."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1
