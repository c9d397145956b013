"""Personal text at the border: sealed on its way in, opened only in the answer about its thing.

Between the two there are seals only: in commands, facts, snapshots, lists, history, search and the
audit log (``domain/personal.py``).
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, TypeVar

import msgspec
import sqlalchemy as sa

from domain import text
from domain.aggregate import Aggregate
from domain.personal import SEALED, holds_personal, masked, personal_in
from ledger import vault
from ledger.database import Database

SERVICES = frozenset({"integration"})
"""Roles that people do not have: they see that something was said, and not what."""

C = TypeVar("C", bound=msgspec.Struct)


class Seals:
    """Seals the personal text of one request; a key it had to make serves when it is run again."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        """Make no key before one is needed."""
        self._database = database
        self._clock = clock
        self._made: vault.Subject | None = None

    def sealed(self, command: C, subjects: Sequence[str] = ()) -> C:
        """The command with its personal text sealed, under a key of ``subjects`` if there is one.

        Raises:
            Malformed: The text in the clear is not acceptable.
        """
        checks = personal_in(type(command))
        said = {name: getattr(command, name) for name in checks}
        clear = {name: value for name, value in said.items() if isinstance(value, str)}
        if not clear:
            return command
        text.refuse(*(checks[name](name, value) for name, value in clear.items()))
        subject = self._subject(subjects)
        boxes = {name: subject.seal(value) for name, value in clear.items()}
        return msgspec.structs.replace(command, **boxes)

    def _subject(self, subjects: Sequence[str]) -> vault.Subject:
        if subjects:
            with self._database.read() as connection:
                held = vault.known(connection, subjects)
            if held:
                return next(iter(held.values()))
        if self._made is None:
            with self._database.begin() as connection:
                self._made = vault.make(connection, self._clock())
        return self._made


def opened(
    connection: sa.Connection, kind: Aggregate[Any], rows: Sequence[bytes], role: str
) -> Sequence[bytes]:
    """The JSON of things with their seals opened for those whose ``role`` lets them read it.

    Where a key is destroyed, the text is erased.
    """
    if not rows or not holds_personal(kind):
        return rows
    plain = [row.decode() for row in rows]
    if role in SERVICES:
        return [masked(row).encode() for row in plain]
    subjects = {found[1] for row in plain for found in SEALED.finditer(row)}
    if not subjects:
        return rows
    held = vault.known(connection, subjects)
    return [SEALED.sub(lambda found: _quoted(found[0], held), row).encode() for row in plain]


def _quoted(sealed: str, held: dict[str, vault.Subject]) -> str:
    """An opened text as it stands within the quotes of a JSON string."""
    return msgspec.json.encode(vault.opened(sealed, held)).decode()[1:-1]
