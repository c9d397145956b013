"""Draws a product on one page of 80 columns; what is missing names the command that adds it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from domain.risk.levels import Band
from domain.roadmap_item.words import HORIZONS
from domain.values import Window
from trueline.show import plain

Json = dict[str, Any]
WIDTH = 80
LABEL = 14
ROOM = WIDTH - LABEL - 1
"""The columns beside the labels."""
HEALTH = {"on_track": "green", "at_risk": "yellow", "off_track": "red"}
BANDS: dict[Band, str] = {
    "low": "green",
    "moderate": "yellow",
    "high": "dark_orange",
    "extreme": "red",
}


def draw(found: Json, console: Console | None = None) -> None:
    """Print the data of ``/v1/overview``; colours only on a terminal."""
    console = console or Console(highlight=False, width=WIDTH)
    console.print(
        Text(f"{plain(found['name'])} ({found['product']}) on {found['today']}", style="bold")
    )
    page = Table.grid(padding=(0, 1, 0, 0))
    page.add_column(width=LABEL, style="bold")
    page.add_column(width=ROOM, overflow="fold")
    for label, parts in _sections(found):
        for at, part in enumerate(parts):
            page.add_row("" if at else label, part)
    console.print(page)


def _sections(found: Json) -> Iterator[tuple[str, Sequence[RenderableType]]]:
    yield "Vision", _vision(found["vision"])
    yield "North star", _north_star(found["north_star"])
    yield "Objectives", _objectives(found["objectives"])
    yield "Roadmap", _roadmap(found["roadmap"])
    yield "Next release", _release(found["release"])
    yield "Top risks", _risks(found["risks"], found["open_risks"])
    yield "Decisions due", _decisions(found["decisions"])
    yield "Overdue", _actions(found["actions"])
    yield "Briefs", _briefs(found["briefs"])
    yield "Sync", _sync(found["sync"])


def _vision(vision: Json | None) -> Sequence[RenderableType]:
    if vision is None:
        return ["None yet: trueline vision draft --help"]
    state = "" if vision["status"] == "published" else f" ({vision['status']})"
    return [Text(plain(f"{vision['company_goal']}: {vision['future_statement']}") + state)]


def _north_star(metric: Json | None) -> Sequence[RenderableType]:
    if metric is None:
        return ["None yet: trueline product set-north-star PRODUCT METRIC"]
    measured = f"{metric['value']} {metric['unit']} ({metric['period']})"
    value = measured if metric["value"] is not None else "not measured"
    return [Text(plain(f"{metric['key']} {metric['name']}: {value}"))]


def _objectives(objectives: Json) -> Sequence[RenderableType]:
    counts = objectives["counts"]
    if not counts:
        return ["None yet: trueline objective draft --help"]
    off = f", {objectives['off_track']} off track" if objectives["off_track"] else ""
    rows = [
        (
            each["key"],
            "not measured" if each["progress"] is None else f"{each['progress']:.0%}",
            str(Window(**each["period"])),
            Text(each["title"], style="red" if each["off_track"] else ""),
        )
        for each in objectives["active"]
    ]
    return [_tally(counts) + off, *_table(rows)]


def _roadmap(roadmap: Json) -> Sequence[RenderableType]:
    if not roadmap["horizons"]:
        return ["Nothing open: trueline roadmap propose TITLE"]
    health = roadmap["health"]
    line = Text(", ".join(f"{each} {roadmap['horizons'].get(each, 0)}" for each in HORIZONS))
    line.append(f"; {roadmap['committed']} promised")
    told = Text()
    for value, style in HEALTH.items():
        told.append(f"{value.replace('_', ' ')} {health.get(value, 0)}, ", style=style)
    told.append(f"not reported {roadmap['unreported']}")
    return [line, told]


def _release(release: Json | None) -> Sequence[RenderableType]:
    if release is None:
        return ["None planned: trueline release plan --help"]
    days, slip = release["days_left"], release["slip_days"]
    when = f"{days} days left" if days >= 0 else f"{-days} days late"
    name = f"{release['key']} {release['name']} {release['version_name']}"
    if not release["scope"]:
        is_done = f"Nothing is in it: trueline release add-scope {release['key']} ITEM"
    else:
        parts = f"{release['done']} of {release['scope']}"
        is_done = f"{parts} done ({release['done_percent']}%){_forecast(release)}"
    promise = "" if slip is None else f", {slip:+} days since it was promised"
    target = Window(**release["target"])
    return [Text(plain(name)), Text(f"{target}, {when}{promise}"), Text(is_done)]


def _forecast(release: Json) -> str:
    """By when it is done; nothing while that cannot be told."""
    if release["p85"] is None:
        return ""
    return f"; forecast P50 {release['p50']}, P85 {release['p85']}"


def _risks(risks: Sequence[Json], count: int) -> Sequence[RenderableType]:
    if not count:
        return ["None open: trueline risk add --if EVENT --then CONSEQUENCE"]
    if not risks:
        return [f"{count} open, none assessed: trueline risk list"]
    rows = [
        (
            each["key"],
            Text(f"{each['exposure']} {each['band']}", style=BANDS[each["band"]]),
            each["owner"],
            ("! " if each["fired"] else "") + plain(each["title"]),
        )
        for each in risks
    ]
    fired = "; ! a sign was seen" if any(each["fired"] for each in risks) else ""
    return [f"{count} open{fired}", *_table(rows)]


def _decisions(decisions: Sequence[Json]) -> Sequence[RenderableType]:
    if not decisions:
        return ["None within two weeks: trueline decision due --within 90"]
    return _table(
        (each["due_on"], each["key"], _late(each), plain(each["title"])) for each in decisions
    )


def _actions(actions: Sequence[Json]) -> Sequence[RenderableType]:
    if not actions:
        return ["Nothing is late: trueline meeting actions lists what is open"]
    return _table(
        (each["due"], each["key"], each["owner"], plain(each["text"])) for each in actions
    )


def _briefs(briefs: Json) -> Sequence[RenderableType]:
    if not briefs["published"]:
        return ["None published: trueline brief draft sales --release 2.0"]
    if not briefs["stale"]:
        return [f"{briefs['published']} published, all still so"]
    rows = [
        (each["key"], each["audience"], _of_brief(each), plain(each["title"]))
        for each in briefs["lines"]
    ]
    return [
        f"{briefs['stale']} of {briefs['published']} stale: trueline brief refresh",
        *_table(rows),
    ]


def _of_brief(each: Json) -> Text:
    """What of a brief is no longer so, in red where it was promised."""
    if each["late"]:
        return Text(f"broken: {plain(each['late'])}", style="red")
    return Text(f"changed: {plain(each['changed'])}")


def _sync(sync: Json) -> Sequence[RenderableType]:
    if not sync["connections"]:
        return ["Nothing is connected: trueline connect github owner/repo --product KEY"]
    waits = "nothing waits"
    if sync["waiting"]:
        waits = f"{sync['waiting']} waiting for {sync['lag_s']:.0f} s"
    conflicts = "1 conflict" if sync["conflicts"] == 1 else f"{sync['conflicts']} conflicts"
    lines = [f"{sync['connections']} connected, {waits}, {conflicts}"]
    if sync["trouble"]:
        lines.append(f"{sync['trouble']} in trouble: trueline sync status")
    if sync["conflicts"]:
        lines.append("Next: trueline sync conflicts")
    if sync["stuck"]:
        lines.append(f"{sync['stuck']} links need a person: trueline notices")
    return lines


def _late(each: Json) -> str:
    return f"{each['days_late']} d late" if each["days_late"] > 0 else ""


def _tally(counts: Json) -> str:
    return ", ".join(f"{count} {plain(name)}" for name, count in counts.items())


def _table(rows: Iterable[Sequence[object]]) -> list[RenderableType]:
    """Rows below each other, each on a line that is cut where the page ends."""
    lines = [
        [each if isinstance(each, Text) else Text(plain(each)) for each in row] for row in rows
    ]
    widths = [max(each.cell_len for each in column) for column in zip(*lines, strict=True)]
    return [_line(line, widths) for line in lines]


def _line(cells: Sequence[Text], widths: Sequence[int]) -> Text:
    for cell, width in zip(cells[:-1], widths, strict=False):
        cell.pad_right(width - cell.cell_len)
    line = Text("  ").join(cells)
    line.truncate(ROOM, overflow="ellipsis")
    return line
