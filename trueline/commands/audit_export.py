"""Writes the audit log to a file, a page at a time: CloudEvents 1.0, or CSV; with a manifest."""

import csv
import io
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from importlib.metadata import version
from typing import IO, Any

import msgspec

from trueline.progress import progress
from trueline.reach import Api

PAGE = 200
CSV_COLUMNS = (
    "position",
    "recorded_at",
    "occurred_at",
    "actor",
    "actor_kind",
    "source",
    "about",
    "key",
    "type",
    "field",
    "old",
    "new",
    "reason",
    "because_of",
    "correlation_id",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
Entry = Mapping[str, Any]


def write_export(
    api: Api, asked: Mapping[str, Any], form: str, path: str, *, quiet: bool = False
) -> dict[str, Any]:
    """Write every fact that is asked for, oldest first, and the manifest beside it.

    Args:
        api: Where the facts are.
        asked: Filters of the audit log.
        form: ``jsonl`` or ``csv``.
        path: The file; ``-`` is standard output, and gets no manifest.
        quiet: Show no progress.

    Returns:
        The manifest.
    """
    digest, places = sha256(), _Places()
    with _opened(path) as out, progress(quiet=quiet) as report:
        for text in _written(_entries(api, asked, places, report), form):
            packed = text.encode()
            digest.update(packed)
            out.write(packed)
    manifest = {
        "format": "CloudEvents 1.0, JSON lines" if form == "jsonl" else "CSV",
        "filters": dict(asked),
        "count": places.count,
        "first": places.first,
        "last": places.last,
        "sha256": digest.hexdigest(),
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "tool": f"trueline {version('trueline')}",
    }
    if path != "-":
        with _opened(f"{path}.manifest.json") as out:
            out.write(msgspec.json.format(msgspec.json.encode(manifest)) + b"\n")
    return manifest


class _Places(msgspec.Struct):
    """Which facts have passed so far."""

    count: int = 0
    first: int | None = None
    last: int | None = None


def _entries(
    api: Api, asked: Mapping[str, Any], places: _Places, report: Callable[[str, int, int], None]
) -> Iterator[Entry]:
    cursor: str | None = None
    while True:
        page = api.get("/v1/audit", **asked, order="oldest", limit=PAGE, cursor=cursor)
        for entry in page["data"]:
            places.count += 1
            places.first = places.first or entry["position"]
            places.last = entry["position"]
            yield entry
        cursor = page["page"]["next"]
        head = int(page["position"])
        report("Exporting, at position", head if cursor is None else places.last or 0, head)
        if cursor is None:
            return


def _written(entries: Iterator[Entry], form: str) -> Iterator[str]:
    if form == "jsonl":
        yield from (cloud_event(entry) for entry in entries)
        return
    yield csv_line(CSV_COLUMNS)
    for entry in entries:
        yield from (csv_line(row) for row in csv_rows(entry))


def cloud_event(entry: Entry) -> str:
    """A fact as one line of CloudEvents 1.0, its names sorted."""
    mine = ("event_id", "stream_id", "version", "type", "key", "occurred_at", "position")
    event = {
        "specversion": "1.0",
        "id": entry["event_id"],
        "source": f"urn:uuid:{entry['stream_id']}",
        "type": f"trueline.{entry['type']}",
        "time": entry["occurred_at"],
        "datacontenttype": "application/json",
        "position": entry["position"],
        "streamversion": entry["version"],
        "data": {name: value for name, value in entry.items() if name not in mine},
    }
    if entry["key"]:
        event["subject"] = entry["key"]
    return msgspec.json.encode(event, order="sorted").decode() + "\n"


def csv_rows(entry: Entry) -> Iterator[tuple[object, ...]]:
    """A fact as one row for each field that it changed; one in any case."""
    who = entry["who"]
    when = (entry["position"], entry["recorded_at"], entry["occurred_at"])
    what = (entry["source"], entry["about"], entry["key"], entry["type"])
    head = (*when, who["display"], who["kind"], *what)
    causes = " ".join(each["id"] for each in entry.get("because_of", ()))
    tail = (entry.get("reason"), causes, entry["correlation_id"])
    for change in entry["changes"] or [{"field": "", "old": None, "new": None}]:
        yield (*head, change["field"], _cell(change["old"]), _cell(change["new"]), *tail)


def _cell(value: object) -> object:
    is_plain = value is None or isinstance(value, str | int | float)
    return value if is_plain else msgspec.json.encode(value).decode()


def csv_line(cells: tuple[object, ...]) -> str:
    """One row; text that a spreadsheet would take for a formula is quoted for it."""
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow([_harmless(each) for each in cells])
    return line.getvalue()


def _harmless(cell: object) -> object:
    is_formula = isinstance(cell, str) and cell.startswith(_FORMULA)
    return f"'{cell}" if is_formula and not _is_number(str(cell)) else cell


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


@contextmanager
def _opened(path: str) -> Iterator[IO[bytes]]:
    """A file that is there as a whole or not at all."""
    if path == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    with open(f"{path}.part", "wb") as out:
        yield out
    os.replace(f"{path}.part", path)
