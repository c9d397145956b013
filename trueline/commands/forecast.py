"""``trueline forecast``: when it will be done, out of how much was done in the weeks before."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from trueline.charts.svg import svg_option, write_svg
from trueline.reach import Api, reach
from trueline.short_keys import PRODUCT, expand, only_product, release_key
from trueline.show import json_option, show_json

F = TypeVar("F", bound=Callable[..., Any])

WEEKS = click.option(
    "--weeks", type=click.IntRange(1, 260), help="Weeks of history to draw from.  [default: 12]"
)
KIND = click.option("--kind", help="Count these kinds of items only, with commas between.")
PERCENTILE = click.option("--percentile", help="Such as 50,85.  [default: 50,70,85,95]")


def _asked(command: F) -> F:
    """What every forecast can be asked for."""
    options = (
        click.option("--target", help="A day: how probable is it?"),
        click.option("--risk-adjusted", is_flag=True, help="Add the days of open risks."),
        click.option("--counted", is_flag=True, help="List the items and weeks that are counted."),
        *(WEEKS, KIND, PERCENTILE, PRODUCT, svg_option, json_option),
    )
    for option in reversed(options):
        command = option(command)
    return command


@click.group()
def forecast() -> None:
    """Tell when something will be done, with which probability, and how well that was told.

    Such as: trueline forecast items 40; forecast release 2.0 --target 2026-12-18.
    """


@forecast.command()
@click.argument("many", type=click.IntRange(0, 2000))
@_asked
def items(many: int, product: str | None, **said: Any) -> None:
    """Tell when MANY items will be done."""
    with reach() as api:
        _show(api, said, items=many, product=product or only_product(api))


@forecast.command()
@_asked
def backlog(product: str | None, **said: Any) -> None:
    """Tell when all that is open now will be done."""
    with reach() as api:
        _show(api, said, product=product or only_product(api))


@forecast.command()
@click.argument("release")
@_asked
def release(release: str, product: str | None, **said: Any) -> None:
    """Tell when RELEASE (its key, such as REL2, or its version) will be done."""
    with reach() as api:
        _show(api, said, release=release_key(api, release, product))


@forecast.command()
@click.argument("key")
@_asked
def item(key: str, product: str | None, **said: Any) -> None:
    """Tell when the item or roadmap item KEY (such as ACME-12 or R12) will be done.

    An item waits for all that stands before it in the backlog, and all that is worked on.
    """
    with reach() as api:
        _show(api, said, item=expand(api, key, product))


@forecast.command()
@click.option("--items", type=click.IntRange(1, 200), help="How many items.  [default: 10]")
@click.option(
    "--clock",
    type=click.Choice(["recorded", "occurred"]),
    help="By what was recorded then, or had happened.  [default: recorded]",
)
@WEEKS
@KIND
@PERCENTILE
@PRODUCT
@svg_option
@json_option
def backtest(*, as_json: bool, svg: Path | None, product: str | None, **filters: Any) -> None:
    """Forecast each past week again from what was known then, and print how often it held."""
    from trueline.forecast_page import calibration_chart, show_backtest  # noqa: PLC0415 (slow)

    with reach() as api:
        filters["product"] = product or only_product(api)
        answer = api.get("/v1/forecast/backtest", **filters)
    if svg is not None:
        write_svg(svg, calibration_chart(answer["data"]))
    if as_json:
        show_json(answer)
    else:
        show_backtest(answer["data"])


def _show(api: Api, said: dict[str, Any], **scope: Any) -> None:
    """Ask for a scope, and show the answer as it was said."""
    from trueline.forecast_page import chart, show  # noqa: PLC0415 (slow to import)

    as_json, svg, counted = said.pop("as_json"), said.pop("svg"), said.pop("counted")
    adjusted = "true" if said.pop("risk_adjusted") else None
    answer = api.get("/v1/forecast", **scope, **said, risk_adjusted=adjusted)
    if svg is not None:
        write_svg(svg, chart(answer["data"]))
    if as_json:
        show_json(answer)
    else:
        show(answer["data"], counted=counted)
