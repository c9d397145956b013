"""The event sourcing library's application, with our mapper and our recorder and nothing else."""

from uuid import UUID

from eventsourcing.application import Application
from eventsourcing.persistence import Mapper
from eventsourcing.utils import Environment, EnvType

from ledger.fact_mapper import FactMapper
from ledger.recorder import LedgerRecorder


class Kernel(Application[UUID]):
    """Stores any number of changes atomically; reads no environment, creates no tables."""

    name = "ledger"

    def __init__(self, mapper: FactMapper, recorder: LedgerRecorder) -> None:
        """Hand the library its parts."""
        self._mapper = mapper
        self._recorder = recorder
        super().__init__()

    def construct_env(self, name: str, env: EnvType | None = None) -> Environment:
        """Nothing is configured by environment variables behind the settings' back."""
        return Environment(name, dict(env or {}))

    def construct_mapper(self) -> Mapper[UUID]:
        """Facts with permanent tags."""
        return self._mapper

    def construct_recorder(self) -> LedgerRecorder:
        """Our tables, on either database."""
        return self._recorder
