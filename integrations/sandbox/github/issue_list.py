"""Which issues and comments a list shows, and in which order."""

from collections.abc import Callable
from datetime import datetime

from integrations.sandbox.clock import parse_time
from integrations.sandbox.github import rules
from integrations.sandbox.github.records import Comment, Issue, Repository
from integrations.sandbox.wire import Answer, Refusal

Test = Callable[[Issue], bool]


def issues(repo: Repository, query: dict[str, str]) -> list[Issue]:
    """Issues and pull requests that ``query`` asks for; open ones, newest first, by default.

    Raises:
        Refusal: 422, a value GitHub does not know.
    """
    tests = _tests(query)
    found = [issue for issue in repo.issues.values() if all(test(issue) for test in tests)]
    keys: dict[str, Callable[[Issue], tuple[object, ...]]] = {
        "created": lambda i: (i.created_at, i.number),
        "updated": lambda i: (i.updated_at, i.number),
        "comments": lambda i: (len(i.comments), i.number),
    }
    key = keys.get(query.get("sort", "created"))
    if key is None:
        raise rules.invalid("Issue", "sort", "invalid")
    return sorted(found, key=key, reverse=query.get("direction", "desc") != "asc")


def comments(rows: list[Comment], query: dict[str, str]) -> list[Comment]:
    """Comments changed at or after ``since``; ``direction`` counts only beside ``sort``.

    Source: docs.github.com/rest/issues/comments#list-issue-comments-for-a-repository
    """
    since = _since(query)
    found = [c for c in rows if since is None or c.updated_at >= since]
    if query.get("sort") == "updated":
        found.sort(key=lambda c: (c.updated_at, c.id))
    else:
        found.sort(key=lambda c: (c.created_at, c.id))
    backwards = "sort" in query and query.get("direction") == "desc"
    return found[::-1] if backwards else found


def _tests(query: dict[str, str]) -> list[Test]:
    state, since = query.get("state", "open"), _since(query)
    if state not in ("open", "closed", "all"):
        raise rules.invalid("Issue", "state", "invalid", value=state)
    tests: list[Test] = []
    if state != "all":
        tests.append(lambda i: i.state == state)
    if since is not None:
        tests.append(lambda i: i.updated_at >= since)
    if creator := query.get("creator"):
        tests.append(lambda i: i.user.login.casefold() == creator.casefold())
    if labels := {x.strip().casefold() for x in query.get("labels", "").split(",") if x.strip()}:
        tests.append(lambda i: labels <= {label.name.casefold() for label in i.labels})
    return tests + _link_tests(query)


def _link_tests(query: dict[str, str]) -> list[Test]:
    tests: list[Test] = []
    if stone := query.get("milestone"):
        tests.append(lambda i: _matches(stone, str(i.milestone.number) if i.milestone else None))
    if person := query.get("assignee"):
        tests.append(
            lambda i: any(_matches(person, login) for login in _logins(i)),
        )
    return tests


def _logins(issue: Issue) -> list[str | None]:
    return [user.login for user in issue.assignees] or [None]


def _matches(wanted: str, value: str | None) -> bool:
    if wanted == "*":
        return value is not None
    if wanted == "none":
        return value is None
    return value is not None and wanted.casefold() == value.casefold()


def _since(query: dict[str, str]) -> datetime | None:
    text = query.get("since")
    if not text:
        return None
    try:
        return parse_time(text)
    except ValueError as error:
        body = {"message": f"Invalid since: {text}", "documentation_url": rules.DOCS}
        raise Refusal(Answer(422, body)) from error
