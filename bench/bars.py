"""The figures we hold ourselves to: which measured number, and what it has to reach."""

from typing import Literal

from msgspec import Struct


class Bar(Struct, frozen=True):
    """One figure: where it stands in the results, and the least or most it may be."""

    words: str
    part: str
    case: str
    figure: str
    side: Literal["at least", "at most", "below"]
    limit: float

    def is_met(self, found: float) -> bool:
        """Whether ``found`` reaches the limit."""
        if self.side == "at least":
            return found >= self.limit
        return found <= self.limit if self.side == "at most" else found < self.limit


def _two(words: str, part: str, cases: str, figure: str, *bar: object) -> tuple[Bar, ...]:
    """The same bar on SQLite and on PostgreSQL."""
    side, limit = bar
    return tuple(
        Bar(f"{words}, {name}", part, cases.format(name.lower()), figure, side, limit)  # type: ignore[arg-type]  # two literals
        for name in ("SQLite", "PostgreSQL")
    )


BARS: tuple[Bar, ...] = (
    Bar(
        "append one fact / raw INSERT, PostgreSQL, one client",
        *("append", "postgresql_1_client", "ratio", "at least", 0.45),
    ),
    Bar(
        "append one fact / raw INSERT, PostgreSQL, four processes",
        *("append", "postgresql_4_processes", "ratio", "at least", 0.4),
    ),
    Bar(
        "append one fact / raw sqlite3, SQLite",
        *("append", "sqlite_1_client", "ratio", "at least", 0.6),
    ),
    Bar(
        "append to an existing stream / raw INSERT, PostgreSQL, one client",
        *("append", "postgresql_1_client_existing", "ratio", "at least", 0.45),
    ),
    Bar(
        "append to an existing stream / raw sqlite3, SQLite",
        *("append", "sqlite_1_client_existing", "ratio", "at least", 0.6),
    ),
    Bar(
        "backlog view catching up, facts/s, PostgreSQL",
        *("catch_up", "postgresql_backlog", "ours_per_s", "at least", 30_000),
    ),
    Bar(
        "backlog view catching up, facts/s, SQLite",
        *("catch_up", "sqlite_backlog", "ours_per_s", "at least", 60_000),
    ),
    *_two("backlog view / bare loop", "catch_up", "{}_backlog", "ratio", "at least", 0.5),
    *_two(
        "save to visible p99, ms", "catch_up", "{}_visible", "save_to_visible_p99_ms", "below", 10
    ),
    *_two(
        "wait for own write p50, ms", "catch_up", "{}_visible", "own_write_read_p50_ms", "below", 8
    ),
    Bar("our CPU per imported issue, ms", "import_cost", "import", "cpu_ms", "at most", 2),
    Bar("import requests / least possible", "import_cost", "import", "ratio", "at most", 1.1),
    Bar("calls per unchanged issue", "import_cost", "unchanged", "calls", "at most", 0.05),
    Bar("calls per created issue", "import_cost", "created", "calls", "at most", 2),
    Bar(
        "edit to other tracker p95, ms, embedded",
        "sync_latency",
        "embedded",
        "p95_ms",
        "below",
        300,
    ),
    Bar("edit to other tracker p95, ms, Redis", "sync_latency", "redis", "p95_ms", "below", 300),
    *_two("backlog query / bare handler", "backlog_query", "{}", "ratio", "at least", 0.5),
    *_two("backlog query, requests/s", "backlog_query", "{}", "ours_per_s", "at least", 500),
    *_two("backlog query p99, ms", "backlog_query", "{}", "p99_ms", "below", 20),
    *_two("rebuild of everything, facts/s", "rebuild", "{}", "ours_per_s", "at least", 20_000),
    *_two("rebuild of everything, peak MiB", "rebuild", "{}", "peak_mib", "below", 300),
    *_two("slowest list / bare handler", "list_query", "{}_slowest", "ratio", "at least", 0.5),
    *_two(
        "audit, three filters, p95 ms, one client", "list_query", "{}_audit", "p95_ms", "below", 50
    ),
    *_two(
        "audit, three filters, p95 ms, four clients",
        *("list_query", "{}_audit_4_clients", "p95_ms", "below", 50),
    ),
    *_two("import of observations / bulk write", "observations", "{}", "ratio", "at least", 0.3),
    *_two(
        "command on 100,000 observations / on 100",
        *("observations", "{}_command", "ratio", "at most", 1.5),
    ),
    *_two("slowest capacity view, p95 ms", "capacity", "{}_slowest", "p95_ms", "below", 20),
    *_two("command on 1,000 facts / on 10", "long_stream", "{}", "ratio", "at most", 1.5),
    *_two("200 items over 104 weeks, p95 ms", "forecast", "{}_forecast", "p95_ms", "below", 50),
    *_two(
        "exact / 10,000 runs, weeks apart", "forecast", "{}_forecast", "weeks_apart", "at most", 1
    ),
    *_two(
        "flow of 10,000 items, p95 ms, four clients", "forecast", "{}_flow", "p95_ms", "below", 20
    ),
)
