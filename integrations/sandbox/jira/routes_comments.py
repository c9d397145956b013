"""Comments of an issue over HTTP."""

from integrations.sandbox.jira import refusals
from integrations.sandbox.jira.call import Call, JiraRoutes
from integrations.sandbox.jira.records import Comment, Issue
from integrations.sandbox.wire import Answer, Json

ROUTES = JiraRoutes()
PAGE = 50
MAX_PAGE = 100


@ROUTES.on("GET", "/issue/{issue}/comment")
def list_comments(call: Call) -> Answer:
    """One page of comments, oldest first unless ``orderBy=-created``."""
    issue, order = call.issue(), call.request.query.get("orderBy", "created")
    if order.lstrip("+-") != "created":
        raise refusals.refuse(400, f"The order '{order}' is unknown.")
    found = issue.comments[::-1] if order.startswith("-") else issue.comments
    start = max(call.count("startAt", 0), 0)
    size = min(max(call.count("maxResults", PAGE), 0), MAX_PAGE)
    shown = [_shape(call, issue, comment) for comment in found[start : start + size]]
    frame = {"startAt": start, "maxResults": size, "total": len(found)}
    return Answer(200, {**frame, "comments": shown})


@ROUTES.on("POST", "/issue/{issue}/comment")
def write(call: Call) -> Answer:
    """A new comment."""
    issue = call.issue()
    return Answer(201, _shape(call, issue, call.hand.comment(issue, call.body())))


@ROUTES.on("GET", "/issue/{issue}/comment/{comment}")
def read(call: Call) -> Answer:
    """One comment."""
    issue = call.issue()
    return Answer(200, _shape(call, issue, call.comment(issue)))


@ROUTES.on("PUT", "/issue/{issue}/comment/{comment}")
def edit(call: Call) -> Answer:
    """Replace a comment's text."""
    issue = call.issue()
    comment = call.comment(issue)
    call.hand.edit_comment(issue, comment, call.body())
    return Answer(200, _shape(call, issue, comment))


@ROUTES.on("DELETE", "/issue/{issue}/comment/{comment}")
def delete(call: Call) -> Answer:
    """Delete a comment."""
    issue = call.issue()
    call.hand.delete_comment(issue, call.comment(issue))
    return Answer(204)


def _shape(call: Call, issue: Issue, comment: Comment) -> Json:
    return call.shapes.comment(issue, comment, properties="properties" in call.listed("expand"))
