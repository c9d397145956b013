"""When something will be done, and how well that could be told in the past."""

from typing import Annotated

import msgspec
from litestar import Response
from msgspec import Meta

from api import problems
from api.queries import Query, product_in, read_query, reads
from api.reading import answered, ask
from api.request import ApiRequest
from api.routes.flow import Percent
from domain import text
from domain.backlog_item.facts import Kind
from domain.keys import kind_of, product_of
from domain.refusal import FieldError
from projections.forecast.backtest import Backtest, BacktestAsked, Clock, backtest
from projections.forecast.page import MOST_ITEMS, Asked, forecast
from projections.forecast.parts import Forecast

History = Annotated[int, Meta(ge=1, le=260)]
Items = Annotated[int, Meta(ge=0, le=MOST_ITEMS)]
FewItems = Annotated[int, Meta(ge=1, le=200)]


class ForecastQuery(Query, frozen=True, kw_only=True):
    """What is to be done: so many items, a release, a roadmap item or an item; else the backlog.

    ``weeks`` of history are drawn from; ``target`` is a day, and how probable it is is told.
    """

    product: str | None = None
    items: Items | None = None
    release: str | None = None
    item: str | None = None
    target: str | None = None
    weeks: History = 12
    kind: tuple[Kind, ...] = ()
    percentile: tuple[Percent, ...] = (50, 70, 85, 95)
    risk_adjusted: bool = False


class BacktestQuery(Query, frozen=True, kw_only=True):
    """Forecasts for how many items, out of how many weeks before each.

    By the ``clock`` on which it was recorded, or on which it happened: then with hindsight.
    """

    product: str | None = None
    items: FewItems = 10
    weeks: History = 12
    kind: tuple[Kind, ...] = ()
    percentile: tuple[Percent, ...] = (50, 70, 85, 95)
    clock: Clock = "recorded"


class ForecastAnswer(msgspec.Struct, frozen=True):
    """The forecast with all that was counted."""

    data: Forecast
    position: int


class BacktestAnswer(msgspec.Struct, frozen=True):
    """Every past week that can be judged, and how often each percentile held."""

    data: Backtest
    position: int


@reads("/v1/forecast", ForecastAnswer, ForecastQuery)
async def the_forecast(request: ApiRequest) -> Response[bytes]:
    """When it will be done, with which probability, and which items and weeks that is made of."""
    asked = read_query(request, ForecastQuery)
    wanted = _asked(asked, request.surroundings.clock().date().isoformat())
    found, at = await ask(request, asked, None, lambda c: forecast(c, wanted), long=True)
    return answered(ForecastAnswer(found, at.projection), at)


@reads("/v1/forecast/backtest", BacktestAnswer, BacktestQuery)
async def the_backtest(request: ApiRequest) -> Response[bytes]:
    """Each past week forecast again from what was known by then, and what came of it."""
    asked = read_query(request, BacktestQuery)
    wanted = BacktestAsked(
        product_in(asked.product),
        request.surroundings.clock().date().isoformat(),
        asked.weeks,
        asked.kind,
        asked.items,
        asked.percentile,
        asked.clock,
    )
    found, at = await ask(request, asked, "flow", lambda c: backtest(c, wanted), long=True)
    return answered(BacktestAnswer(found, at.projection), at)


def _asked(asked: ForecastQuery, today: str) -> Asked:
    """The question; raises ``Failed`` for two scopes at once, and for what is no day or key."""
    _refuse_two(asked)
    wrong = text.day("target", asked.target)
    if wrong:
        raise problems.bad_query(*wrong)
    key = _key(asked)
    return Asked(
        product_of(key) if key else product_in(asked.product),
        today,
        asked.weeks,
        asked.kind,
        asked.items,
        key,
        asked.target,
        asked.risk_adjusted,
        asked.percentile,
    )


def _refuse_two(asked: ForecastQuery) -> None:
    named = [each for each in ("items", "release", "item") if getattr(asked, each) is not None]
    if len(named) > 1:
        message = f"{' and '.join(named)} cannot be asked for together: name one of them."
        raise problems.bad_query(*(FieldError(each, "one-scope", message) for each in named))


def _key(asked: ForecastQuery) -> str | None:
    """The key that is asked for, of the right kind and of the product that is named, if one is."""
    for name, (kinds, like) in _SCOPES.items():
        key = getattr(asked, name)
        if key is None:
            continue
        if kind_of(key) not in kinds:
            message = f"{name} is {key[:50]!r}, which is no key of one, such as {like}."
            raise problems.bad_query(FieldError(name, "bad-key", message, found=key[:50]))
        if asked.product not in (None, product_of(key)):
            message = f"{key[:50]} is not of the product {asked.product}."
            raise problems.bad_query(FieldError(name, "other-product", message, found=key[:50]))
        return str(key)
    return None


_SCOPES: dict[str, tuple[tuple[str, ...], str]] = {
    "release": (("release",), "ACME-REL2"),
    "item": (("item", "roadmap_item"), "ACME-12"),
}
"""The kinds that each name stands for, and a key as an example."""

ROUTES = (the_forecast, the_backtest)
