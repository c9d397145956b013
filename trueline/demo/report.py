"""What the demo found, for programs and for people."""

from typing import Any

import click
import msgspec

from trueline.show import plain, show_table


class Latency(msgspec.Struct, frozen=True):
    """From an edit in one tracker to its appearance in the other, in milliseconds."""

    p50: float
    p95: float
    samples: int


class Report(msgspec.Struct, frozen=True):
    """One run of the demo.

    Attributes:
        imported: Issues of the sandbox GitHub that became items.
        linked: Pairs of an item and an issue, over both trackers.
        created: Issues that Trueline created, per tracker.
        conflicts: Open conflicts with item, tracker, field, base, ours and theirs.
        duplicates: Issues or items that exist more than once; 0 is what is promised.
        idle_writes: Writes at both trackers while nothing was edited, over three reconciliations.
        diverged: Items whose three sides differ without an open conflict.
        seen: What the scripted edits came to: the edit, and whether it arrived everywhere.
        facts: Facts of the product that has lived half a year (``trueline demo load``).
        duties: Rows that there are to show of it, by duty.
    """

    imported: int
    skipped_pull_requests: int
    linked: int
    created: dict[str, int]
    conflicts: list[dict[str, Any]]
    duplicates: int
    idle_writes: int
    diverged: int
    latency_ms: Latency
    comments: int
    seen: list[dict[str, Any]]
    facts: int
    duties: dict[str, int]
    seconds: float


def print_report(report: Report) -> None:
    """Print a report for people."""
    click.echo("\nWhat happened")
    rows = [
        ("issues imported from GitHub", report.imported),
        ("pull requests skipped", report.skipped_pull_requests),
        ("pairs of item and issue", report.linked),
        *((f"created at {name}", count) for name, count in report.created.items()),
        ("comments kept", report.comments),
        ("duplicates", report.duplicates),
        ("writes while idle", report.idle_writes),
        ("items that differ without a conflict", report.diverged),
        ("edit to other tracker, p50", f"{report.latency_ms.p50:.0f} ms"),
        ("edit to other tracker, p95", f"{report.latency_ms.p95:.0f} ms"),
        ("whole run", f"{report.seconds:.1f} s"),
    ]
    show_table(("", "Result"), rows, empty="")
    click.echo("What was edited, and where it arrived")
    edits = [(each["edit"], "yes" if each["arrived"] else "NO") for each in report.seen]
    show_table(("Edit", "Arrived"), edits, empty="")
    click.echo("A product that has lived half a year")
    lived = [("facts", report.facts), *report.duties.items()]
    show_table(("", "Rows"), lived, empty="")
    click.echo("Conflicts that wait for a person")
    columns = ("Item", "At", "Field", "Base", "Ours", "Theirs")
    lines = [[_short(each.get(name.lower())) for name in columns] for each in report.conflicts]
    show_table(columns, lines, empty="None.")


def _short(value: object) -> str:
    text = plain(value)
    return text if len(text) <= 40 else text[:39] + "\N{HORIZONTAL ELLIPSIS}"  # noqa: PLR2004 (a column's width)
