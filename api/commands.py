"""One mechanism for every write: a verb is a body, and the command it becomes.

``POST {thing}/{verb}`` reads the body, makes the command in a transaction that has loaded the
thing, and answers with what follows from it.
"""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar
from uuid import UUID

import msgspec
from litestar import Response, patch, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from api import answers
from api.access import Right, needs
from api.command_bodies import Why, body_of, command_of
from api.personal import Seals
from api.request import ApiRequest
from domain.aggregate import Aggregate
from domain.decider import Decider
from domain.refusal import Unknown
from ledger.database import Database
from ledger.entry import Receipt
from ledger.transaction import Transaction

Handler = TypeVar("Handler", bound=Callable[..., Any])


class Scene(msgspec.Struct, frozen=True):
    """Where a command is made: in a transaction, on a thing as it is now."""

    transaction: Transaction
    database: Database
    state: Any


class Verb(msgspec.Struct, frozen=True):
    """One verb: what its body holds, and how that becomes a command."""

    name: str
    summary: str
    body: type[Why]
    build: Callable[[Scene, Any], Any]


class Thing(msgspec.Struct, frozen=True):
    """What verbs are about.

    Attributes:
        name: The word for it in answers.
        path: Where one stands; ends in its key.
        stream_of: The stream of the one with a key; raises ``Unknown`` for an impossible key.
        right: Who may use its verbs.
        made: What the facts made, by name, for the answer's ``data``.
    """

    name: str
    path: str
    decider: Decider[Any, Any]
    stream_of: Callable[[str], UUID]
    right: Right
    made: Callable[[Receipt], dict[str, Any]] = lambda _receipt: {}


def verbs_of(kind: Aggregate[Any]) -> list[Verb]:
    """Every verb that a kind's table of rules has."""
    return [plain(name, command) for name, command in kind.verbs.items()]


def plain(name: str, command: type[msgspec.Struct]) -> Verb:
    """A verb whose body is its command, and nothing else has to be looked at."""

    def build(_scene: Scene, body: Why) -> Any:  # noqa: ANN401  # a command of any aggregate
        return command_of(command, body)

    return Verb(name, str(command.__doc__), body_of(command), build)


def handlers_of(thing: Thing, verbs: Iterable[Verb]) -> tuple[HTTPRouteHandler, ...]:
    """A handler for each verb of a thing."""
    return tuple(handler_of(thing, verb, post, f"{thing.path}/{verb.name}") for verb in verbs)


def patching(thing: Thing, verbs: Iterable[Verb]) -> HTTPRouteHandler:
    """``PATCH {thing}``, which is its verb ``edit``."""
    edit = next(each for each in verbs if each.name == "edit")
    return handler_of(thing, msgspec.structs.replace(edit, name="patch"), patch, thing.path)


def handler_of(thing: Thing, verb: Verb, method: Callable[..., Any], path: str) -> HTTPRouteHandler:
    """The handler of one verb of a thing, at ``method`` and ``path``."""

    async def act(request: ApiRequest, key: FromPath[str], data: Any) -> Response[bytes]:  # noqa: ANN401  # set below
        return await _act(request, thing, verb, key, data)

    act.__name__ = verb.name.replace("-", "_")
    declare = method(
        path, opt=needs(thing.right, answers.Written), status_code=200, description=verb.summary
    )
    made: HTTPRouteHandler = declare(taking(verb.body)(act))
    return made


def taking(body: type[msgspec.Struct]) -> Callable[[Handler], Handler]:
    """Let a handler's ``data`` be a body that is made from a command."""

    def declare(handler: Handler) -> Handler:
        handler.__annotations__["data"] = JSONBody[body]  # type: ignore[misc, valid-type]  # made at run time
        return handler

    return declare


async def transact(
    request: ApiRequest, work: Callable[[Transaction], None], why: Why | None
) -> Receipt:
    """Run ``work`` under the request's terms; the same request again gets the same receipt."""
    origin, terms = request.origin(why), await request.terms()
    return await request.lanes.run(
        "command",
        lambda: request.surroundings.ledger.transact(
            work, origin, command_id=terms.command_id, fingerprint=terms.fingerprint
        ),
    )


async def _act(
    request: ApiRequest, thing: Thing, verb: Verb, key: str, body: Why
) -> Response[bytes]:
    stream, terms, surroundings = thing.stream_of(key), await request.terms(), request.surroundings
    seals = Seals(surroundings.database, surroundings.clock)

    def work(transaction: Transaction) -> None:
        state = transaction.load(thing.decider, stream)
        if state is None:
            raise Unknown(thing.name, key)
        command = verb.build(Scene(transaction, surroundings.database, state), body)
        command = seals.sealed(command, getattr(state, "subjects", ()))
        transaction.execute(thing.decider, stream, command, expected_version=terms.expected_version)

    receipt = await transact(request, work, body)
    return answers.written(receipt, stream, key=key, data=thing.made(receipt))
