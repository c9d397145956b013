"""Looks before it connects: the tracker is asked once, and a refusal names the field at fault."""

from typing import NoReturn

import msgspec

from api.command_bodies import Why
from api.surroundings import Surroundings
from domain import text
from domain.connection import words
from domain.connection.commands import ConnectTracker
from domain.connection.facts import (
    Direction,
    Flavour,
    Mapping,
    Policy,
    Selection,
    TrackerName,
)
from domain.identity import product_id
from domain.product.rules import PRODUCT
from domain.refusal import FieldError, Malformed
from integrations.address import Address
from integrations.errors import Gone, Moved, NotAllowed, Rejected, TrackerError, Unavailable
from workers.secrets import SecretMissing

GITHUB_API = "https://api.github.com"


class NewConnection(Why, frozen=True, kw_only=True):
    """Which repository or project, whose credentials (by name), and what travels how.

    Attributes:
        remote: ``owner/repo`` or a Jira project's key.
        flavour: ``github``, ``cloud`` or ``datacenter``; Jira is ``cloud`` if not said.
        base_url: The API's address; GitHub's own if not said.
        credentials_ref: ``env:NAME`` or ``file:/path``, never the value.
    """

    product: str
    tracker: TrackerName
    remote: str
    credentials_ref: str
    flavour: Flavour | None = None
    base_url: str | None = None
    webhook_secret_refs: tuple[str, ...] = ()
    direction: Direction = "both"
    selection: Selection = Selection()
    policies: dict[str, Policy] = msgspec.field(default_factory=dict)
    mapping: Mapping = msgspec.field(default_factory=Mapping)


def probed(surroundings: Surroundings, asked: NewConnection) -> ConnectTracker:
    """Ask the tracker who we are and what ``remote`` is, and make the command that connects it.

    Raises:
        Malformed: A field is not acceptable: to us, or to the tracker.
        TrackerError: The tracker cannot be asked now.
    """
    if surroundings.ledger.load(PRODUCT, product_id(asked.product)).state is None:
        raise _wrong("product", "unknown-reference", f"There is no product {asked.product[:50]}.")
    refs = [("credentials_ref", asked.credentials_ref)]
    refs += [("webhook_secret_refs", each) for each in asked.webhook_secret_refs]
    # before anything is read by name: what looks like a secret is not repeated in any answer
    text.refuse(*(words.wrong_reference(field, ref) for field, ref in refs))
    address = _address(surroundings, asked)
    try:
        remote = surroundings.trackers.probe(address, asked.credentials_ref)
    except SecretMissing as error:
        raise _wrong("credentials_ref", "secret-missing", str(error)) from error
    except TrackerError as error:
        _refuse(error, address)
    return ConnectTracker(
        product=product_id(asked.product),
        tracker=asked.tracker,
        flavour=address.flavour,
        base_url=address.base_url,
        remote_id=remote.id,
        remote_name=remote.name,
        remote_url=remote.url,
        credentials_ref=asked.credentials_ref,
        webhook_secret_refs=asked.webhook_secret_refs,
        direction=asked.direction,
        selection=asked.selection,
        policies=asked.policies,
        mapping=asked.mapping,
    )


def _address(surroundings: Surroundings, asked: NewConnection) -> Address:
    is_github = asked.tracker == "github"
    base_url = asked.base_url or (GITHUB_API if is_github else "")
    if not base_url:
        example = "https://acme.atlassian.net"
        raise _wrong("base_url", "required", f"base_url is required for Jira, such as {example}.")
    return Address(
        tracker=asked.tracker,
        base_url=base_url.rstrip("/"),
        remote=asked.remote,
        flavour=asked.flavour or ("github" if is_github else "cloud"),
        allow_private=surroundings.allow_private_trackers,
    )


def _refuse(error: TrackerError, address: Address) -> NoReturn:
    """Say which field the tracker's answer is about; what is nobody's fault is passed on."""
    said = error.message.rstrip(".") + "."
    match error:
        case NotAllowed():
            shape = "email:token" if address.flavour == "cloud" else "the token alone"
            message = f"{said} The credentials' value has to be {shape}, and let us in."
            wrong = _wrong("credentials_ref", "credentials-refused", message)
        case Gone():
            message = f"{said} It is not there, or these credentials cannot see it."
            wrong = _wrong("remote", "not-found", message)
        case Moved():
            wrong = _wrong("remote", "moved", f"{said} It lives at {error.to} now.")
        case Rejected():
            wrong = _wrong("base_url", "refused", said)
        case Unavailable():
            message = f"{said} Nothing was connected: check base_url, or try again later."
            raise Unavailable(message, status=error.status) from error
        case _:
            raise error
    raise wrong from error


def _wrong(field: str, code: str, message: str) -> Malformed:
    return Malformed(FieldError(field, code, message))
