"""Comments over HTTP, of one issue and of the whole repository."""

from integrations.sandbox.github import issue_list, rules
from integrations.sandbox.github.call import Call, GitHubRoutes
from integrations.sandbox.github.records import Comment
from integrations.sandbox.wire import Answer

ROUTES = GitHubRoutes()


@ROUTES.on("GET", "/issues/comments")
def list_all(call: Call) -> Answer:
    """Comments of every issue, one page."""
    return _page(call, list(call.repo.comments.values()))


@ROUTES.on("GET", "/issues/comments/{id}")
def read(call: Call) -> Answer:
    """One comment."""
    return Answer(200, call.shapes.comment(call.repo, _comment(call)))


@ROUTES.on("PATCH", "/issues/comments/{id}")
def edit(call: Call) -> Answer:
    """Replace a comment's text."""
    comment = _comment(call)
    call.hand.edit_comment(comment, call.request.json().get("body"))
    return Answer(200, call.shapes.comment(call.repo, comment))


@ROUTES.on("DELETE", "/issues/comments/{id}")
def delete(call: Call) -> Answer:
    """Delete a comment."""
    call.hand.delete_comment(_comment(call))
    return Answer(204)


@ROUTES.on("GET", "/issues/{number}/comments")
def list_of_issue(call: Call) -> Answer:
    """Comments of one issue, oldest first."""
    return _page(call, list(call.issue().comments))


@ROUTES.on("POST", "/issues/{number}/comments")
def write(call: Call) -> Answer:
    """A new comment."""
    comment = call.hand.comment(call.issue(), call.request.json().get("body"))
    shape = call.shapes.comment(call.repo, comment)
    return Answer(201, shape, {"Location": shape["url"]})


def _page(call: Call, rows: list[Comment]) -> Answer:
    found = issue_list.comments(rows, call.request.query)
    start, end, links = call.window(len(found))
    return Answer(200, [call.shapes.comment(call.repo, c) for c in found[start:end]], links)


def _comment(call: Call) -> Comment:
    found = call.repo.comments.get(call.number("id"))
    if found is None:
        raise rules.not_found()
    return found
