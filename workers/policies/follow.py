"""Reads what happened since the last time, and lets each policy look at it.

What follows is stored before the place in the ledger moves, under an id that comes from the fact:
whoever dies in between finds it done. Nothing is read that the register of risks does not know yet,
so a trigger that was armed before a fact is always seen.
"""

from collections.abc import Iterator, Sequence
from functools import partial

from domain.catalogue import FACTS
from domain.fact import Fact
from ledger.entry import Entry, Unreadable
from ledger.errors import UnreadableFact
from projections.metrics.listing import STRETCHES
from projections.positions import standings
from projections.risks.listing import RISKS
from workers.context import Context
from workers.policies import place
from workers.policies.attempt import attempt, leave_out
from workers.policies.catalogue import POLICIES, Policy
from workers.policies.fire import told
from workers.policies.measured import MEASURING, measured
from workers.policies.sign import Sign

BATCH = 500
BATCHES = 20
"""Batches of one sweep: what is left waits for the next."""
_KNOWING = (RISKS.name, STRETCHES.name)
"""The read models that tell who watches, and what was measured before."""


def follow(context: Context, policies: Sequence[Policy] = POLICIES) -> int:
    """Let the policies deal with what is new; returns how many triggers fired.

    Raises:
        LedgerError: The database is in trouble; nothing is lost, call again.
    """
    fired = 0
    on = _by_fact(policies)
    silent = [tag for tag, fact in FACTS.items() if fact not in on]
    for entries in _batches(context, silent):
        fired += sum(_look(context, on[type(entry.fact)], entry) for entry in entries)
    return fired


def _by_fact(policies: Sequence[Policy]) -> dict[type[Fact], list[Policy]]:
    """The policies that want each kind of fact; one that cannot be read is for all to see."""
    on: dict[type[Fact], list[Policy]] = {Unreadable: [], **{each: [] for each in MEASURING}}
    for policy in policies:
        for kind in policy.on:
            on.setdefault(kind, []).append(policy)
    return on


def _batches(context: Context, silent: Sequence[str]) -> Iterator[list[Entry]]:
    """What is new, batch by batch, but for facts with the tags that no policy wants.

    The place moves on once a batch was dealt with.
    """
    with context.database.read() as connection:
        at = place.reached(connection)
        known = standings(connection)
    until = min(known[each].position if each in known else 0 for each in _KNOWING)
    for _ in range(BATCHES):
        if at >= until:
            return
        entries = context.ledger.entries_without(silent, at, until, BATCH)
        reached = entries[-1].position if len(entries) == BATCH else until
        yield entries
        with context.database.begin() as connection:
            if not place.move(connection, at, reached):
                return  # another leader is at it
        at = reached


def _look(context: Context, policies: Sequence[Policy], entry: Entry) -> int:
    """Show one fact to the policies, which want it."""
    if isinstance(entry.fact, Unreadable):
        unreadable = UnreadableFact(entry.fact.because)
        leave_out(context, "all", str(entry.stream_id), entry.position, unreadable)
    return sum(_apply(context, each, entry) for each in policies) + measured(context, entry)


def _apply(context: Context, policy: Policy, entry: Entry) -> int:
    seen = partial(_sign, context, policy, entry)
    sign = attempt(context, policy.name, str(entry.stream_id), entry.position, seen)
    return told(context, policy.name, sign) if sign is not None else 0


def _sign(context: Context, policy: Policy, entry: Entry) -> Sign | None:
    """What the policy reads from a thing's facts up to this one."""
    stream = context.ledger.stream(entry.stream_id)
    life = [each for each in stream if each.stream_version <= entry.stream_version]
    reading, key = policy.read(life), getattr(life[0].fact, "key", "")
    if reading is None:
        return None
    key = reading.of or key
    return Sign(policy.signal, reading.value, key, f"{key} {reading.words}.", entry)
