"""Structured logs of a long-running process: one JSON line per outcome, on standard error."""

import json
import logging
import sys
from contextlib import suppress
from typing import Any

import msgspec
import structlog


def write_logs(level: int = logging.INFO, *, lasting: bool = True) -> None:
    """Write the log from ``level`` up as JSON lines; on a terminal, as lines for people.

    Tracebacks are plain: a formatter that shows local variables would show secrets. Loggers keep
    this for good in a ``lasting`` process; one that runs a single command need not be that fast.
    """
    shared: list[structlog.typing.Processor] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    lines: structlog.typing.Processor = (
        structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
        if sys.stderr.isatty()
        else structlog.processors.JSONRenderer(json_line)
    )
    structlog.configure(
        processors=[*shared, lines],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=lasting,
    )
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING)


def json_line(line: Any, **_: Any) -> str:  # noqa: ANN401  # whatever is logged
    """A line as JSON in ASCII, in the quick way where there is nothing to escape.

    What JSON has no form for is shown as Python shows it.
    """
    with suppress(UnicodeEncodeError):  # half a character, from a path that somebody made up
        packed = _encode(line)
        if packed.isascii():
            return packed.decode()
    return json.dumps(line, default=repr)


_encode = msgspec.json.Encoder(enc_hook=repr).encode
