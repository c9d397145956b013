"""``trueline risk``: what may happen, how grave it is, and what is done about it."""

from pathlib import Path
from typing import Any

import click

from domain.risk.rules import RISK
from trueline.charts.svg import svg_option, write_svg
from trueline.commands.conditions import reading_conditions
from trueline.commands.paging import WITHIN, paged
from trueline.commands.thing import group_of
from trueline.reach import Api, at, reach
from trueline.short_keys import PRODUCT, expand
from trueline.show import json_option, lateness, show_json, show_page, show_table

_BAR = 24
"""The widest bar of the trend, in characters."""


def _cell_of(api: Api, key: str) -> str:
    """Where a risk stands in the matrix after it was assessed."""
    found = api.get(at(RISK.path, key))["data"]
    where = f"{found['likelihood']}x{found['impact']}"
    said = f"Cell {where}: level {found['level']}, {found['band']}."
    if found["residual"] is None:
        return f"{said} Review by {found['review_due']}. Next: trueline risk plan-treatment {key}"
    left = f"{found['residual']['likelihood']}x{found['residual']['impact']}"
    return (
        f"{said} Left {left}: level {found['residual_level']}, {found['residual_band']}, "
        f"{found['reduction']:.0%} less."
    )


risk = group_of(
    RISK,
    "risk",
    ("key", "status", "level", "band", "residual_level", "owner", "review_due", "title"),
    then={"assess": _cell_of, "assess-residual": _cell_of},
)


reading_conditions(risk.commands["arm-trigger"], "trueline risk arm-trigger K1 'slip_days > 5'")


@risk.command()
@click.option("--status", help="One status, or several with commas between; else all but closed.")
@click.option("--category", help="One category, or several with commas between.")
@click.option("--owner", help="Risks that this person answers for.")
@click.option("--threatens", help="Risks that threaten this, such as R12.")
@PRODUCT
@svg_option
@json_option
def matrix(
    *, as_json: bool, svg: Path | None, threatens: str | None, product: str | None, **filters: Any
) -> None:
    """Draw the 5x5 matrix: how many risks lie where, before and after their treatment."""
    from trueline.risk_matrix import draw, grids  # noqa: PLC0415 (slow to import)

    with reach() as api:
        ref = expand(api, threatens, product) if threatens else None
        answer = api.get("/v1/risks/matrix", product=product, threatens=ref, **filters)
    if svg is not None:
        write_svg(svg, *grids(answer["data"]))
    if as_json:
        show_json(answer)
    else:
        draw(answer["data"])


@risk.command()
@click.option("--since", help="From this day on, such as 2026-01-01.")
@click.option("--until", help="Up to this day.")
@PRODUCT
@json_option
def trend(*, as_json: bool, **filters: str | None) -> None:
    """Show what all risks came to, day by day: the sum of their levels, and what is left of it.

    The bar is the exposure: the residual level of each open risk, or its level without one.
    """
    with reach() as api:
        answer = api.get("/v1/risks/trend", **filters)
    if as_json:
        show_json(answer)
        return
    days = answer["data"]
    most = max((day["exposure"] for day in days), default=0) or 1
    rows = [
        (
            day["day"],
            day["inherent"],
            day["exposure"],
            day["open"],
            day["materialised"],
            "\N{FULL BLOCK}" * round(day["exposure"] * _BAR / most),
        )
        for day in days
    ]
    empty = "No risk has been identified yet: trueline risk add --if EVENT --then CONSEQUENCE."
    show_table(("Day", "Inherent", "Exposure", "Open", "Materialised", ""), rows, empty=empty)


@risk.command()
@click.option("--what", help="review, acceptance or action; several with commas between.")
@click.option("--owner", help="Risks that this person answers for.")
@WITHIN
@paged()
@PRODUCT
@json_option
def due(*, as_json: bool, **filters: str | int | None) -> None:
    """List what is due: reviews, acceptances that end, and actions."""
    with reach() as api:
        answer = api.get("/v1/risks/due", **filters)
    if as_json:
        show_json(answer)
        return
    rows = [
        (
            row["due"],
            lateness(row["days_late"]),
            row["key"],
            row["what"],
            row["owner"],
            row["text"],
        )
        for row in answer["data"]
    ]
    empty = "Nothing is due: trueline risk due --within 90 looks further ahead."
    show_page(answer, ("Due", "Late", "Key", "What", "Owner", "Text"), rows, empty=empty)
