"""Every way a request can fail, as an RFC 9457 problem; the only place with status codes of errors.

A problem's ``code`` is permanent; ``detail`` is a sentence for people and may change.
"""

from collections.abc import Mapping
from http import HTTPStatus
from traceback import format_exception
from typing import Any

import msgspec
import structlog
from litestar import Request, Response
from litestar.exceptions import HTTPException

from domain.refusal import DomainError, FieldError, Malformed, StaleVersion, Unknown
from integrations.errors import Gone, Moved, NotAllowed, RateLimited, Rejected, TrackerError
from ledger.errors import Contended, DatabaseUnavailable, DiskFull, LedgerError, NotMigrated
from projections.cursor import CursorMismatch, CursorRefused

MEDIA_TYPE = "application/problem+json"
TAKEN = frozenset({"already-taken", "already-linked", "already-exists", "key-taken"})
"""Refusals that say somebody else was first: 409 rather than 422."""

LOG = structlog.get_logger("trueline.api")


class Problem(msgspec.Struct, frozen=True, omit_defaults=True):
    """What went wrong, in the shape of RFC 9457, and what would be accepted."""

    type: str
    title: str
    status: int
    code: str
    detail: str = ""
    errors: tuple[FieldError, ...] = ()
    current_version: int | None = None
    position: int | None = None


class Failed(Exception):
    """A request the API itself turns down: ``status`` and ``code`` say why."""

    def __init__(
        self,
        status: HTTPStatus,
        code: str,
        detail: str,
        *fields: FieldError,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Keep what the answer shows."""
        super().__init__(detail)
        self.problem = problem(status, code, detail, fields)
        self.headers = dict(headers or {})


def problem(
    status: HTTPStatus, code: str, detail: str, errors: tuple[FieldError, ...] = ()
) -> Problem:
    """A problem with the standard title of its status."""
    return Problem(
        type=f"urn:trueline:problem:{code}",
        title=status.phrase,
        status=status.value,
        code=code,
        detail=detail,
        errors=errors,
    )


def unreadable(detail: str) -> Failed:
    """The body is no acceptable JSON."""
    return Failed(HTTPStatus.BAD_REQUEST, "unreadable-body", detail)


def bad_query(*fields: FieldError) -> Failed:
    """The query names something that does not exist here, or a value that is not acceptable."""
    message = " ".join(field.message for field in fields)
    return Failed(HTTPStatus.BAD_REQUEST, "bad-query", message, *fields)


def bad_header(name: str, found: str, accepted: str) -> Failed:
    """A header's value is not acceptable."""
    field = FieldError(
        field=name, code="bad-header", message=f"{name} must be {accepted}.", found=found
    )
    return Failed(HTTPStatus.BAD_REQUEST, "bad-header", field.message, field)


def unauthenticated() -> Failed:
    """No token, or none that is good: the answer is the same for every reason."""
    return Failed(
        HTTPStatus.UNAUTHORIZED,
        "unauthenticated",
        "Send a valid token: Authorization: Bearer tl_... (trueline token create makes one).",
        headers={"WWW-Authenticate": "Bearer"},
    )


def not_permitted(role: str, needed: str) -> Failed:
    """The token's role does not allow the operation."""
    detail = f"The role {role} may not do this; it needs a token that may {needed}."
    return Failed(HTTPStatus.FORBIDDEN, "not-permitted", detail)


def encoded_body() -> Failed:
    """Compressed bodies are not taken: a small one could unpack without end."""
    return Failed(
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        "encoded-body",
        "Send the body as it is, without Content-Encoding.",
    )


def too_slow(limit_s: float) -> Failed:
    """The body did not arrive in time."""
    detail = f"The body did not arrive within {limit_s:g} seconds."
    return Failed(HTTPStatus.REQUEST_TIMEOUT, "too-slow", detail, headers={"Connection": "close"})


def not_found(what: str, name: str) -> Failed:
    """There is no such thing."""
    return Failed(HTTPStatus.NOT_FOUND, "not-found", f"There is no {what} {name}.")


def bad_signature() -> Failed:
    """A webhook that is not for us; equal for unknown connections and wrong signatures."""
    detail = "No connection here takes this delivery with this signature."
    return Failed(HTTPStatus.UNAUTHORIZED, "bad-signature", detail)


def behind(asked: int) -> Failed:
    """The read models have not reached the asked position in time."""
    return Failed(
        HTTPStatus.SERVICE_UNAVAILABLE,
        "projection-behind",
        f"The read models have not reached position {asked} yet: try again.",
        headers={"Retry-After": "1"},
    )


def not_ready(*reasons: str) -> Failed:
    """The process is up but cannot work."""
    fields = (FieldError(field="ready", code="not-ready", message=each) for each in reasons)
    return Failed(HTTPStatus.SERVICE_UNAVAILABLE, "not-ready", "; ".join(reasons), *fields)


def overloaded() -> Failed:
    """Too many requests wait already."""
    return Failed(
        HTTPStatus.SERVICE_UNAVAILABLE,
        "overloaded",
        "Too many requests are waiting: try again.",
        headers={"Retry-After": "1"},
    )


def problem_of(error: Exception) -> tuple[Problem, dict[str, str]]:
    """The problem that tells about ``error``, and the headers that go with it."""
    match error:
        case Failed():
            return error.problem, error.headers
        case DomainError():
            return _refusal(error), {}
        case LedgerError():
            return _out_of_order(error)
        case TrackerError():
            return _tracker(error)
        case CursorRefused():
            code = "cursor-mismatch" if isinstance(error, CursorMismatch) else "bad-cursor"
            return problem(HTTPStatus.BAD_REQUEST, code, str(error)), {}
        case HTTPException():
            return _http(error), {}
        case _:
            LOG.error("request failed", trace="".join(format_exception(error)))
            detail = "Something went wrong here; it has been logged, and nothing was half done."
            return problem(HTTPStatus.INTERNAL_SERVER_ERROR, "internal", detail), {}


def answer(_request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    """Answer with the problem that tells about ``error``."""
    found, headers = problem_of(error)
    return Response(
        msgspec.json.encode(found),
        status_code=found.status,
        media_type=MEDIA_TYPE,
        headers=headers,
    )


def _refusal(error: DomainError) -> Problem:
    match error:
        case Unknown():
            return problem(HTTPStatus.NOT_FOUND, error.code, error.message, error.fields)
        case StaleVersion():
            stale = problem(HTTPStatus.PRECONDITION_FAILED, error.code, error.message)
            return msgspec.structs.replace(stale, current_version=error.current)
        case Malformed():
            status = HTTPStatus.UNPROCESSABLE_ENTITY
        case _:
            taken = error.code in TAKEN
            status = HTTPStatus.CONFLICT if taken else HTTPStatus.UNPROCESSABLE_ENTITY
    return problem(status, error.code, error.message, error.fields)


def _out_of_order(error: LedgerError) -> tuple[Problem, dict[str, str]]:
    match error:
        case DiskFull():
            return problem(HTTPStatus.INSUFFICIENT_STORAGE, "disk-full", str(error)), {}
        case Contended():
            return problem(HTTPStatus.CONFLICT, "contended", str(error)), {"Retry-After": "1"}
        case NotMigrated():
            code = "not-migrated"
        case DatabaseUnavailable():
            code = "database-unavailable"
        case _:
            code = "ledger-unavailable"
    return problem(HTTPStatus.SERVICE_UNAVAILABLE, code, str(error)), {"Retry-After": "2"}


def _tracker(error: TrackerError) -> tuple[Problem, dict[str, str]]:
    match error:
        case NotAllowed():
            status, code = HTTPStatus.UNPROCESSABLE_ENTITY, "tracker-refuses-credentials"
        case Rejected() | Gone() | Moved():
            status, code = HTTPStatus.UNPROCESSABLE_ENTITY, "tracker-refuses"
        case RateLimited():
            found = problem(HTTPStatus.SERVICE_UNAVAILABLE, "tracker-limits", error.message)
            return found, {"Retry-After": "60"}
        case _:
            status, code = HTTPStatus.BAD_GATEWAY, "tracker-unavailable"
    return problem(status, code, error.message), {}


def _http(error: HTTPException) -> Problem:
    status = HTTPStatus(error.status_code)
    code = status.phrase.lower().replace(" ", "-")
    return problem(status, code, _WORDS.get(status, error.detail))


_WORDS = {
    HTTPStatus.NOT_FOUND: "There is nothing at this path: /openapi.json lists what there is.",
    HTTPStatus.METHOD_NOT_ALLOWED: "This path has other methods: the header Allow lists them.",
}
