"""Shows a forecast: the dates, how probable each week is, and what all that was made of."""

from collections.abc import Iterator, Sequence
from typing import Any

import click

from trueline.charts.chart import Chart, Mark, Series
from trueline.show import plain, show_table

Json = dict[str, Any]
SHOWN = 0.0005
"""What would be written as 0.0 %."""
ROWS = 24
"""How many rows the weeks are drawn in at most; what is more is taken together."""


def chart(found: Json) -> Chart:
    """How probable it is that the last item is done in a week, with the percentiles."""
    spans = _spans(_shown(found["ends"]))
    labels = tuple(span[-1]["date"] for span in spans)
    shares = tuple(sum(each["probability"] for each in span) for span in spans)
    marks = [
        (each["date"], f"P{each['percentile']}") for each in found["percentiles"] if each["date"]
    ]
    if found["target"] is not None:
        marks.append((found["target"], "target"))
    placed = tuple(
        Mark(_place(labels, date), words) for date, words in marks if labels and date <= labels[-1]
    )
    title = f"{found['scope']['title']}: done by"
    return Chart(title, labels, (Series("of all", shares),), "probability", ".1%", placed)


def _shown(ends: Sequence[Json]) -> Sequence[Json]:
    """Without what would be drawn as nothing before the first weeks and behind the last."""
    drawn = [at for at, each in enumerate(ends) if each["probability"] >= SHOWN]
    return ends[drawn[0] : drawn[-1] + 1] if drawn else ends


def _spans(ends: Sequence[Json]) -> list[Sequence[Json]]:
    """As many weeks together as it takes for all of them to have room."""
    size = -(-len(ends) // ROWS) or 1
    return [ends[at : at + size] for at in range(0, len(ends), size)]


def _place(labels: Sequence[str], date: str) -> int:
    return next(at for at, label in enumerate(labels) if date <= label)


def show(found: Json, *, counted: bool) -> None:
    """Print the answer of ``/v1/forecast``; ``counted`` lists the items and the weeks too."""
    from trueline.charts.terminal import draw  # noqa: PLC0415 (slow to import)

    for line in _head(found):
        click.echo(line)
    if found["lacking"] is None:
        for line in _dates(found):
            click.echo(line)
        draw(chart(found))
    if found["adjusted"] is not None:
        _show_risks(found["adjusted"])
    if counted:
        _show_counted(found)


def _head(found: Json) -> Iterator[str]:
    scope, weeks = found["scope"], found["weeks"]
    key = f"{scope['key']}  " if scope["key"] and scope["kind"] != "backlog" else ""
    yield plain(f"{key}{scope['title']}")
    done = sum(each["done"] for each in weeks)
    yield f"{scope['counted']} items left; {len(weeks)} weeks counted, {done} items done in them"
    if scope["unsized"]:
        keys = ", ".join(scope["unsized"])
        yield f"Not counted, as nothing in the backlog implements it: {keys}"
    if found["lacking"] is not None:
        yield found["lacking"]["says"]


def _dates(found: Json) -> Iterator[str]:
    adjusted = found["adjusted"] or {"percentiles": [None] * len(found["percentiles"])}
    for plainly, with_risks in zip(found["percentiles"], adjusted["percentiles"], strict=True):
        more = f"   with risks {_date(with_risks)}" if with_risks else ""
        yield f"P{plainly['percentile']}  {_date(plainly)}{more}"
    if found["target"] is not None:
        chance = f"{found['probability']:.0%}"
        if found["adjusted"] is not None:
            chance = f"{chance}, with risks {found['adjusted']['probability']:.0%}"
        yield f"By {found['target']}: {chance}"
    if found["beyond"] > SHOWN:
        yield f"Later than all of these weeks: {found['beyond']:.1%}"


def _date(each: Json) -> str:
    if each["date"] is None:
        return "more than ten years"
    return f"{each['date']} ({each['days']} days)"


def _show_risks(adjusted: Json) -> None:
    rows = [
        (
            each["key"],
            f"{each['probability']:.0%}",
            " / ".join(f"{days:g}" for days in each["days"]),
            each["cost_days"],
            each["title"],
        )
        for each in adjusted["risks"]
    ]
    empty = "No open risk that threatens it has days: trueline risk assess KEY 4 3 --effect DAYS"
    show_table(("Risk", "Chance", "Days", "Costs at P85", "Title"), rows, empty=empty)
    if adjusted["left_out"]:
        left_out = ", ".join(adjusted["left_out"])
        click.echo(f"Without a likelihood or days, and so not counted: {left_out}")


def _show_counted(found: Json) -> None:
    scope = found["scope"]
    rows = [(each["key"], each["status"], each["title"]) for each in scope["items"]]
    if rows or scope["kind"] != "items":
        show_table(("Key", "Status", "Title"), rows, empty="No item is left.")
    if len(rows) < scope["counted"] and rows:
        click.echo(f"and {scope['counted'] - len(rows)} more")
    weeks = [(each["week"], each["done"]) for each in found["weeks"]]
    show_table(("Week", "Done"), weeks, empty="No whole week is over yet.")


def calibration_chart(found: Json) -> Chart:
    """How often the forecasts held, beside how often they ought to."""
    told = found["calibration"]
    held = Series("held", tuple(each["share"] for each in told))
    ought = tuple(each["percentile"] / 100 for each in told)
    labels = tuple(f"P{each['percentile']}" for each in told)
    title = f"{found['items']} items, {len(found['replays'])} past weeks"
    series = (held, Series("promised", ought, "bar", "lightgray"))
    return Chart(title, labels, series, "share", ".0%")


def show_backtest(found: Json) -> None:
    """Print the answer of ``/v1/forecast/backtest``."""
    from trueline.charts.terminal import draw  # noqa: PLC0415 (slow to import)

    if found["lacking"] is not None:
        click.echo(found["lacking"]["says"])
        return
    percents = [str(each["percentile"]) for each in found["calibration"]]
    rows = [
        (each["on"], *(each["weeks"][percent] for percent in percents), _took(each))
        for each in found["replays"]
    ]
    show_table(("Week", *(f"P{each}" for each in percents), "Took"), rows, empty="")
    draw(calibration_chart(found))
    for each in found["calibration"]:
        held = f"{each['within']} of {each['replays']}"
        click.echo(f"P{each['percentile']} held {held} times ({each['share']:.0%})")


def _took(replay: Json) -> str:
    return "not yet" if replay["took"] is None else str(replay["took"])
