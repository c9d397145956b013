"""Destroys the keys of what was redacted: whoever reads the ledger does it, and does it again.

A fact says that the keys are to go. Reading it is what makes them go, so that no crash between the
fact and the deed can leave a key behind, and a restored table of keys loses them once more.
"""

from collections.abc import Sequence

import sqlalchemy as sa

from domain.evidence.facts import EvidenceRedacted
from ledger import vault
from ledger.entry import Entry
from projections.projection import OnError


class Erasure:
    """The destruction of keys as a projection."""

    name = "erasure"
    version = 1
    on_error: OnError = "stop"
    tables: Sequence[sa.Table] = ()

    def apply(self, connection: sa.Connection, entries: Sequence[Entry]) -> Sequence[str]:
        """Destroy the keys that the batch's facts name."""
        for entry in entries:
            if isinstance(entry.fact, EvidenceRedacted):
                vault.destroy(connection, entry.fact.subjects, entry.recorded_at)
        return ()

    def clear(self, connection: sa.Connection) -> None:
        """Forget nothing: a key that is destroyed stays so."""
