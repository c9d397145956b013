"""Tells which methods a path has, when it is asked with another one."""

from typing import Any

from litestar import Request, Response
from litestar.exceptions import MethodNotAllowedException, NotFoundException
from litestar.types import Method
from litestar.utils import normalize_path

from api import problems

METHODS: tuple[Method, ...] = ("GET", "POST", "PATCH", "DELETE")


def not_allowed(
    request: Request[Any, Any, Any], error: MethodNotAllowedException
) -> Response[bytes]:
    """Answer with the problem, and with the methods there are."""
    answer = problems.answer(request, error)
    answer.headers["Allow"] = ", ".join(each for each in METHODS if _has(request, each))
    return answer


def _has(request: Request[Any, Any, Any], method: Method) -> bool:
    path = normalize_path(request.scope["path"])
    try:
        request.app.asgi_router.handle_routing(path=path, method=method)
    except (MethodNotAllowedException, NotFoundException):
        return False
    return True
