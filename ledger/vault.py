"""The keys that personal text is sealed under: kept beside the ledger, and never in it.

Each subject has a key of its own. Destroying it leaves every fact, count and position as it is, and
what was sealed can never be read again, not even in a backup of the ledger. The cipher is AES-SIV:
the same text of the same subject gives the same seal, so that rules still see what is already so,
and a seal that was tampered with opens to nothing.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import uuid4

import sqlalchemy as sa
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from msgspec import Struct

from domain.personal import ERASED, PREFIX, subject_of

KEY_BITS = 512

SUBJECT_KEY = sa.Table(
    "subject_key",
    sa.MetaData(),
    sa.Column("subject", sa.Text, primary_key=True),
    sa.Column("secret", sa.LargeBinary),
    sa.Column("made_at", sa.Float),
    sa.Column("destroyed_at", sa.Float),
)
"""``secret`` is empty once it is destroyed; the row stays, and says when. Times since the epoch."""


class Subject(Struct, frozen=True):
    """Somebody whose text is personal, and the key that it is sealed under."""

    id: str
    secret: bytes

    def seal(self, clear: str) -> str:
        """The text as only the key can open it."""
        box = AESSIV(self.secret).encrypt(clear.encode(), [self.id.encode()])
        return f"{PREFIX}{self.id}:{urlsafe_b64encode(box).decode()}"

    def open(self, sealed: str) -> str:
        """The text in the clear; ``ERASED`` for one that this key did not seal."""
        box = urlsafe_b64decode(sealed.rpartition(":")[2])
        try:
            return AESSIV(self.secret).decrypt(box, [self.id.encode()]).decode()
        except InvalidTag:
            return ERASED


def make(connection: sa.Connection, now: datetime) -> Subject:
    """A new subject with a key of its own."""
    made = Subject(uuid4().hex, AESSIV.generate_key(KEY_BITS))
    values = {"subject": made.id, "secret": made.secret, "made_at": now.timestamp()}
    connection.execute(sa.insert(SUBJECT_KEY).values(**values))
    return made


def known(connection: sa.Connection, subjects: Iterable[str]) -> dict[str, Subject]:
    """The subjects whose keys are there, by their ids."""
    table = SUBJECT_KEY.c
    wanted = sa.select(table.subject, table.secret).where(
        table.subject.in_(list(subjects)), table.secret.is_not(None)
    )
    return {id_: Subject(id_, secret) for id_, secret in connection.execute(wanted)}


def destroy(connection: sa.Connection, subjects: Iterable[str], now: datetime) -> None:
    """Destroy the keys of subjects, for good; those that are destroyed already stay so."""
    is_there = (SUBJECT_KEY.c.subject.in_(list(subjects)), SUBJECT_KEY.c.secret.is_not(None))
    gone = sa.update(SUBJECT_KEY).where(*is_there)
    connection.execute(gone.values(secret=None, destroyed_at=now.timestamp()))


def opened(sealed: str, subjects: Mapping[str, Subject]) -> str:
    """A sealed text in the clear; ``ERASED`` when its key is destroyed."""
    subject = subjects.get(subject_of(sealed) or "")
    return ERASED if subject is None else subject.open(sealed)
