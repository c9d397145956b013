"""What a vision said and says: its versions, its assumptions, and the page that is shared."""

import msgspec
from litestar import Response
from litestar.params import FromPath

from api import answers
from api.queries import Query, VersionsQuery, read_query, reads
from api.reading import answered, ask_ledger
from api.request import ApiRequest
from domain.keys import kind_of, product_of, stream_of
from domain.product.rules import PRODUCT
from domain.refusal import FieldError, Refused, Unknown
from domain.vision.facts import Assumption, Belief
from domain.vision.rules import VISION
from domain.vision.state import Vision
from ledger.ledger import Ledger
from projections.visions.page import page_of
from projections.visions.versions import Version, versions_of


class AssumptionsQuery(Query, frozen=True, kw_only=True):
    """Which of them, by what is thought of them."""

    status: tuple[Belief, ...] = ()


class VersionsAnswer(msgspec.Struct, frozen=True):
    """Published versions, newest first."""

    data: list[Version]
    position: int


class AssumptionsAnswer(msgspec.Struct, frozen=True):
    """What the vision rests on."""

    data: list[Assumption]
    position: int


@reads("/v1/visions/{key:str}/versions", VersionsAnswer, VersionsQuery)
async def versions(request: ApiRequest, key: FromPath[str]) -> Response[bytes]:
    """Every published version with what it changed, by whom, when, why and because of what."""
    asked = read_query(request, VersionsQuery)
    found, position = await ask_ledger(
        request, asked, lambda ledger: _versions(ledger, key, asked.version)
    )
    return answered(VersionsAnswer(found[::-1], position))


@reads("/v1/visions/{key:str}/assumptions", AssumptionsAnswer, AssumptionsQuery)
async def assumptions(request: ApiRequest, key: FromPath[str]) -> Response[bytes]:
    """What the vision rests on, with what the evidence makes of it."""
    asked = read_query(request, AssumptionsQuery)
    state, position = await ask_ledger(request, asked, lambda ledger: _vision(ledger, key))
    found = [each for each in state.assumptions if not asked.status or each.status in asked.status]
    return answered(AssumptionsAnswer(found, position))


@reads("/v1/visions/{key:str}/page", str, VersionsQuery, media=answers.MARKDOWN)
async def page(request: ApiRequest, key: FromPath[str]) -> Response[bytes]:
    """A published version, the newest if none is named, as a page of Markdown to share."""
    asked = read_query(request, VersionsQuery)
    made, _ = await ask_ledger(request, asked, lambda ledger: _page(ledger, key, asked.version))
    return Response(made.encode(), media_type=answers.MARKDOWN)


def _vision(ledger: Ledger, key: str) -> Vision:
    state = ledger.load(VISION, stream_of(key)).state if kind_of(key) == "vision" else None
    if state is None:
        raise Unknown("vision", key[:50])
    return state


def _versions(ledger: Ledger, key: str, number: int | None) -> list[Version]:
    _vision(ledger, key)
    found = versions_of(ledger.stream(stream_of(key)))
    if number is None:
        return found
    chosen = [each for each in found if each.number == number]
    if not chosen:
        raise Unknown("published version", str(number))
    return chosen


def _page(ledger: Ledger, key: str, number: int | None) -> str:
    found = _versions(ledger, key, number)
    if not found:
        message = f"{key} is not published yet."
        raise Refused("not-published", message, FieldError("key", "not-published", message))
    product = ledger.load(PRODUCT, stream_of(product_of(key))).state
    name = product.name if product is not None else product_of(key)
    return page_of(name, found[-1])


ROUTES = (versions, assumptions, page)
