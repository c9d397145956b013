"""What briefs said and say: versions, the page that is shared, jargon, and what was promised."""

import msgspec
from litestar import Response
from litestar.params import FromPath

from api import answers
from api.answers import Paging
from api.queries import Paged, Query, VersionsQuery, read_query, reads
from api.reading import answered, ask, ask_ledger
from api.request import ApiRequest
from domain.brief.jargon import Jargon, jargon
from domain.brief.words import Audience
from domain.fold import born
from domain.keys import kind_of, product_of, stream_of
from domain.product.rules import PRODUCT
from domain.product.state import Product
from domain.refusal import Unknown
from ledger.entry import Entry
from ledger.ledger import Ledger
from projections.briefs.listing import BRIEFS
from projections.briefs.page import Head, page_of
from projections.briefs.promises import Promised, Wanted, promises
from projections.briefs.standing import Word
from projections.briefs.versions import Version, draft_of, state_of, versions_of


class PromisesQuery(Paged, frozen=True, kw_only=True):
    """Which promises: of which briefs, about what, given to whom, and how they stand."""

    product: str | None = None
    brief: tuple[str, ...] = ()
    audience: tuple[Audience, ...] = ()
    item: tuple[str, ...] = ()
    account: tuple[str, ...] = ()
    standing: tuple[Word, ...] = ()


class BriefVersionsAnswer(msgspec.Struct, frozen=True):
    """Published versions, newest first."""

    data: list[Version]
    position: int


class JargonAnswer(msgspec.Struct, frozen=True):
    """Terms that are used and not explained."""

    data: list[Jargon]
    position: int


class PromisesAnswer(msgspec.Struct, frozen=True):
    """The promises of a page of briefs; those of one brief are on one page together."""

    data: list[Promised]
    page: Paging
    position: int


@reads("/v1/briefs/{key:str}/versions", BriefVersionsAnswer, VersionsQuery)
async def versions(request: ApiRequest, key: FromPath[str]) -> Response[bytes]:
    """Every published version: what it changed and promises, by whom, when, and who has it."""
    asked = read_query(request, VersionsQuery)
    found, position = await ask_ledger(
        request, asked, lambda ledger: _versions(_entries(ledger, key), asked.version)
    )
    return answered(BriefVersionsAnswer(found[::-1], position))


@reads("/v1/briefs/{key:str}/page", str, VersionsQuery, media=answers.MARKDOWN)
async def page(request: ApiRequest, key: FromPath[str]) -> Response[bytes]:
    """A version as a page of Markdown: the newest published one, or else the draft."""
    asked = read_query(request, VersionsQuery)
    made, _ = await ask_ledger(request, asked, lambda ledger: _page(ledger, key, asked.version))
    return Response(made.encode(), media_type=answers.MARKDOWN)


@reads("/v1/briefs/{key:str}/jargon", JargonAnswer)
async def its_jargon(request: ApiRequest, key: FromPath[str]) -> Response[bytes]:
    """The terms of the product's glossary that a brief uses and does not explain."""
    found, position = await ask_ledger(
        request, read_query(request, Query), lambda ledger: _jargon(ledger, key)
    )
    return answered(JargonAnswer(found, position))


@reads("/v1/promises", PromisesAnswer, PromisesQuery)
async def the_promises(request: ApiRequest) -> Response[bytes]:
    """What was promised to whom, how it stands today, and what notice they were given."""
    asked = read_query(request, PromisesQuery)
    today = request.surroundings.clock().date().isoformat()
    wanted = born(Wanted, asked)
    found, at = await ask(
        request,
        asked,
        BRIEFS.name,
        lambda c: promises(c, wanted, today, limit=asked.limit, cursor=asked.cursor),
    )
    return answered(PromisesAnswer(found.rows, Paging(found.next, asked.limit), at.projection), at)


def _entries(ledger: Ledger, key: str) -> list[Entry]:
    entries = list(ledger.stream(stream_of(key))) if kind_of(key) == "brief" else []
    if not entries:
        raise Unknown("brief", key[:50])
    return entries


def _versions(entries: list[Entry], number: int | None) -> list[Version]:
    found = versions_of(entries)
    chosen = [each for each in found if number in (None, each.number)]
    if number is not None and not chosen:
        raise Unknown("published version", str(number))
    return chosen


def _product(ledger: Ledger, key: str) -> Product:
    product = ledger.load(PRODUCT, stream_of(product_of(key))).state
    if product is None:
        raise Unknown("product", product_of(key))
    return product


def _page(ledger: Ledger, key: str, number: int | None) -> str:
    entries = _entries(ledger, key)
    state, name = state_of(entries), _product(ledger, key).name
    number = number or state.published or state.edition
    if number == state.edition > state.published:
        return page_of(Head(name, state.audience, number), draft_of(state))
    [found] = _versions(entries, number)
    day = found.occurred_at.date().isoformat()
    return page_of(Head(name, state.audience, found.number, day), found.text)


def _jargon(ledger: Ledger, key: str) -> list[Jargon]:
    return jargon(state_of(_entries(ledger, key)), _product(ledger, key).glossary)


ROUTES = (versions, page, its_jargon, the_promises)
