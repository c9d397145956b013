"""Decides over any number of streams; what follows is stored in one go, or not at all."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID

import uuid_utils.compat
from msgspec.structs import replace

from domain import keys
from domain.catalogue import DECIDERS
from domain.claim import CLAIM, Claim, Release, claim_id
from domain.decider import Ask, Decider, Governed, Outcome
from domain.fact import Fact, Origin, Ref
from domain.refusal import DomainError, StaleVersion
from ledger.fact_mapper import Change, encode_envelope
from ledger.numbers import first_free

State = TypeVar("State")
Command = TypeVar("Command")


@dataclass(frozen=True)
class Loaded(Generic[State]):
    """A stream as it stands.

    Attributes:
        state: None when the stream has no facts.
        version: The number of its facts.
        position: Its newest fact's place in the ledger; 0 when it is not known.
    """

    state: State | None
    version: int
    position: int = 0


Load = Callable[[Decider[Any, Any], UUID], Loaded[Any]]


class Transaction:
    """One attempt at a command: loads streams, collects facts, sees its own facts.

    It may be run again from the start when another writer was faster.
    """

    def __init__(
        self,
        origin: Origin,
        load: Load,
        stored_version: Callable[[UUID], int],
        *,
        head: Callable[[], int] = lambda: 0,
        guesses: bool = False,
    ) -> None:
        """Start with nothing loaded.

        Args:
            origin: Who asks, when, from where and why.
            load: Loads a stream.
            stored_version: Answers a stream's stored version.
            head: Answers the position of the newest fact.
            guesses: Take it that a stream which a command would open is not there yet, without
                looking. The save fails when it is: the facts claim its first version.
        """
        self.origin = origin
        self.changes: list[Change] = []
        self.guessed = False
        self.guesses = guesses
        self._load = load
        self._stored_version = stored_version
        self._head = head
        self._loaded: dict[UUID, Loaded[Any]] = {}
        self._states: dict[UUID, Any] = {}
        self._versions: dict[UUID, int] = {}
        self._envelopes: dict[tuple[tuple[str, ...], bool], bytes] = {}

    def load(self, decider: Decider[State, Command], stream_id: UUID) -> State | None:
        """The stream's state, this transaction's own facts included; None when it has none."""
        if stream_id not in self._loaded:
            self._start_from(stream_id, self._load(decider, stream_id))
        state: State | None = self._states[stream_id]
        return state

    def know(self, streams: Mapping[UUID, Loaded[Any]]) -> None:
        """Go on from streams that were loaded together; those known already stay as they are."""
        for stream_id, loaded in streams.items():
            if stream_id not in self._loaded:
                self._start_from(stream_id, loaded)

    def version(self, stream_id: UUID) -> int:
        """The stream's version, this transaction's own facts included; 0 when it has none."""
        if stream_id in self._versions:
            return self._versions[stream_id]
        return self._stored_version(stream_id)

    def execute(
        self,
        decider: Decider[State, Command],
        stream_id: UUID,
        command: Command,
        *,
        expected_version: int | None = None,
    ) -> Sequence[Fact]:
        """Decide on a command and collect what follows.

        Args:
            decider: The stream's rules.
            stream_id: The stream it is about.
            command: What is asked for.
            expected_version: The version the caller decided on, before this transaction.

        Raises:
            DomainError: The rules turn the command down.
            StaleVersion: The stream is not at the expected version.
        """
        outcome: Sequence[Outcome] = ()
        if self.guesses and not expected_version and stream_id not in self._loaded:
            outcome = self._opening(decider, stream_id, command)
        if not outcome:
            state = self.load(decider, stream_id)
            stored = self._loaded[stream_id].version
            if expected_version is not None and stored != expected_version:
                raise StaleVersion(expected_version, stored)
            outcome = decider.decide(state, command, self.origin, self)
        facts = [each for each in outcome if isinstance(each, Fact)]
        if facts:
            self.append(decider, stream_id, facts, governed=isinstance(outcome, Governed))
        for ask in outcome:
            if isinstance(ask, Ask):
                self._pass_on(ask, self._states[stream_id].key)
        return facts

    def find(self, key: str) -> Any | None:  # noqa: ANN401  # the state of a thing of any kind
        """The thing of the plan with ``key``, this transaction's own facts included."""
        decider = DECIDERS.get(keys.kind_of(key) or "")
        return self.load(decider, keys.stream_of(key)) if decider else None

    def next_key(self, product: str, kind: str) -> str:
        """A key that no thing of ``kind`` has had yet."""
        if kind == keys.SINGLE:
            return keys.key_of(product, kind, 0)

        def is_taken(number: int) -> bool:
            return self.version(keys.stream_of(keys.key_of(product, kind, number))) > 0

        return keys.key_of(product, kind, first_free(is_taken))

    def head(self) -> int:
        """The position of the ledger's newest fact, without this transaction's own."""
        return self._head()

    def append(
        self,
        decider: Decider[State, Command],
        stream_id: UUID,
        facts: Sequence[Fact],
        *,
        violations: Sequence[str] = (),
        governed: bool = False,
    ) -> None:
        """Collect facts that somebody else decided on.

        Args:
            decider: The stream's rules.
            stream_id: The stream they are of.
            facts: What happened.
            violations: Codes of the rules that it breaks.
            governed: Whether its rule would have refused it without a reason.
        """
        state = self.load(decider, stream_id)
        version = self._versions[stream_id]
        envelope = self._envelope(tuple(violations), governed=governed)
        for fact in facts:
            version += 1
            state = decider.evolve(state, fact)
            self.changes.append(
                Change(stream_id, version, uuid_utils.compat.uuid7(), fact, envelope)
            )
        self._states[stream_id] = state
        self._versions[stream_id] = version

    def act_as(self, origin: Origin) -> None:
        """Let what follows stand under another origin: one save, many authors, as in an import."""
        self.origin = origin
        self._envelopes.clear()

    @property
    def versions(self) -> dict[UUID, int]:
        """The versions of all loaded streams, as they will be after the save."""
        return dict(self._versions)

    @property
    def seen_until(self) -> int:
        """The newest position among the facts this transaction decided on."""
        return max((loaded.position for loaded in self._loaded.values()), default=0)

    def _opening(
        self, decider: Decider[State, Command], stream_id: UUID, command: Command
    ) -> Sequence[Outcome]:
        """What the command does to a stream that is not there; nothing when only a look can say.

        A guess that leads to no facts is dropped, for the save checks only what has facts.
        """
        try:
            outcome = decider.decide(None, command, self.origin, self)
        except DomainError:
            return ()
        if not any(isinstance(each, Fact) for each in outcome):
            return ()
        self.guessed = True
        self._start_from(stream_id, Loaded(None, 0))
        return outcome

    def _pass_on(self, ask: Ask, cause: str) -> None:
        """Ask another thing of the plan for what follows here, because of the thing ``cause``."""
        own = self.origin
        if keys.whole_of(ask.key) != cause:  # what a thing asks of itself is not because of itself
            ref = Ref(keys.kind_of(cause) or "", cause)
            self.act_as(replace(own, because_of=tuple(dict.fromkeys((*own.because_of, ref)))))
        self.execute(*_whom(ask), ask.command)
        self.act_as(own)

    def _start_from(self, stream_id: UUID, loaded: Loaded[Any]) -> None:
        self._loaded[stream_id] = loaded
        self._states[stream_id] = loaded.state
        self._versions[stream_id] = loaded.version

    def _envelope(self, violations: tuple[str, ...], *, governed: bool) -> bytes:
        kind = (violations, governed)
        if kind not in self._envelopes:
            self._envelopes[kind] = encode_envelope(self.origin, violations, governed=governed)
        return self._envelopes[kind]


def _whom(ask: Ask) -> tuple[Decider[Any, Any], UUID]:
    """Whose rules answer what is asked, and in which stream."""
    if isinstance(ask.command, Claim | Release):
        return CLAIM, claim_id(ask.key)
    return DECIDERS[keys.kind_of(ask.key) or ""], keys.stream_of(ask.key)
