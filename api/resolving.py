"""Ends a conflict as a person chose: what follows at the tracker is the delivery's work.

``ours`` and ``theirs`` only say which side counts. A ``value`` of its own is written to the item
first, in the same save, as if the tracker's words had said so; it then goes out like any edit.
"""

from typing import Literal
from uuid import UUID

from msgspec import UNSET, UnsetType

from api.command_bodies import Why
from domain import text
from domain.backlog_item.observe import observe
from domain.backlog_item.rules import ITEM
from domain.connection.rules import CONNECTION
from domain.link.commands import SettleConflict
from domain.link.facts import Value
from domain.link.rules import LINK
from domain.link.state import Link
from domain.refusal import FieldError, Malformed, Unknown
from integrations.issue import SETS
from ledger.transaction import Transaction
from workers.bridge import fields_of, observation_of
from workers.settle import space_of
from workers.take_in import take_in
from workers.trackers import Trackers


class Resolution(Why, frozen=True, kw_only=True):
    """What the field is to be on both sides; a reason is needed.

    Attributes:
        value: With the choice ``value``: in the tracker's own words, a list for labels.
    """

    choice: Literal["ours", "theirs", "value"]
    value: str | tuple[str, ...] | UnsetType | None = UNSET


def resolve(
    transaction: Transaction, trackers: Trackers, link_id: UUID, field: str, wanted: Resolution
) -> None:
    """Settle the conflict on ``field``, in the caller's transaction.

    Raises:
        Unknown: There is no such link.
        Malformed: ``value`` is missing, not wanted, or not acceptable.
        Refused: There is no open conflict on the field, or no reason.
    """
    link = transaction.load(LINK, link_id)
    if link is None:
        raise Unknown("link", str(link_id))
    value = _value(field, wanted)
    transaction.execute(LINK, link_id, SettleConflict(field, wanted.choice, value))
    if wanted.choice == "value":
        _write(transaction, trackers, link, {field: value})


def _value(field: str, wanted: Resolution) -> Value:
    """The value given, in the field's own shape; sorted as sets are."""
    if wanted.choice != "value":
        if wanted.value is not UNSET:
            raise _wrong("not-wanted", "value goes with the choice value only.")
        return None
    if isinstance(wanted.value, UnsetType):
        raise _wrong("required", "The choice value needs a value.")
    if isinstance(wanted.value, tuple) != (field in SETS):
        shape = "a list" if field in SETS else "text"
        raise _wrong("invalid", f"{field} is {shape}.")
    if isinstance(wanted.value, tuple):
        text.refuse(*(text.line("value", each) for each in wanted.value))
        return tuple(sorted(wanted.value))
    said = wanted.value or ""
    text.refuse(text.line("value", said) if field == "title" else text.prose("value", said))
    return wanted.value


def _write(
    transaction: Transaction, trackers: Trackers, link: Link, values: dict[str, Value]
) -> None:
    item = transaction.load(ITEM, link.item)
    connection = transaction.load(CONNECTION, link.connection)
    if item is None or connection is None:
        raise Unknown("item", str(link.item))
    space = space_of(connection, trackers.open(connection), transaction.load)
    text.refuse(text.one_of("value", _status(values), tuple(sorted(space.statuses))))
    observation = observation_of(values, item, space)
    ours = fields_of(item, link.base, space)
    is_so = observation is None and all(getattr(ours, name) == values[name] for name in values)
    if observation is not None and not observation.unknown_release:
        take_in(transaction, link.item, item.key, observe(item, observation, transaction.origin))
    elif not is_so:
        raise _wrong("not-held", "An item cannot hold this value: choose ours or theirs.")


def _status(values: dict[str, Value]) -> str | None:
    return str(values["status"]) if "status" in values else None


def _wrong(code: str, message: str) -> Malformed:
    return Malformed(FieldError("value", code, message))
