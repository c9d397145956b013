"""A log for people who read why a test failed."""

import structlog


def log_plainly() -> None:
    """Show one line for each outcome, and plain tracebacks."""
    plain = structlog.dev.ConsoleRenderer(
        colors=False, exception_formatter=structlog.dev.plain_traceback
    )
    structlog.configure(processors=[structlog.processors.format_exc_info, plain])
