"""Structured logs of a long-running process: one JSON line per outcome, on standard error."""

import logging
import sys

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
        else structlog.processors.JSONRenderer()
    )
    structlog.configure(
        processors=[*shared, lines],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=lasting,
    )
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING)
