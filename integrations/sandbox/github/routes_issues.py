"""Issues, their labels and their assignees over HTTP."""

from integrations.sandbox.github import issue_list, rules
from integrations.sandbox.github.call import Call, GitHubRoutes
from integrations.sandbox.wire import Answer

ROUTES = GitHubRoutes()


@ROUTES.on("GET", "/issues")
def list_issues(call: Call) -> Answer:
    """Issues and pull requests, one page."""
    found = issue_list.issues(call.repo, call.request.query)
    start, end, links = call.window(len(found))
    rows = [call.shapes.issue(call.repo, issue) for issue in found[start:end]]
    return Answer(200, rows, links)


@ROUTES.on("POST", "/issues")
def open_issue(call: Call) -> Answer:
    """A new issue."""
    issue = call.hand.open_issue(call.request.json())
    shape = call.shapes.issue(call.repo, issue)
    return Answer(201, shape, {"Location": shape["url"]})


@ROUTES.on("GET", "/issues/{number}")
def read_issue(call: Call) -> Answer:
    """One issue."""
    return Answer(200, call.shapes.issue(call.repo, call.issue()))


@ROUTES.on("PATCH", "/issues/{number}")
def edit_issue(call: Call) -> Answer:
    """Change what the body names."""
    issue = call.issue()
    call.hand.edit(issue, call.request.json())
    return Answer(200, call.shapes.issue(call.repo, issue))


@ROUTES.on("GET", "/issues/{number}/labels")
def list_labels(call: Call) -> Answer:
    """The issue's labels."""
    return call.page([call.shapes.label(call.repo, x) for x in call.issue().labels])


@ROUTES.on("POST", "/issues/{number}/labels")
def add_labels(call: Call) -> Answer:
    """Add labels; answers all of them."""
    return _labels(call, replace=False)


@ROUTES.on("PUT", "/issues/{number}/labels")
def set_labels(call: Call) -> Answer:
    """Replace the labels."""
    return _labels(call, replace=True)


@ROUTES.on("DELETE", "/issues/{number}/labels")
def clear_labels(call: Call) -> Answer:
    """Take off every label."""
    call.hand.set_labels(call.issue(), [])
    return Answer(204)


@ROUTES.on("DELETE", "/issues/{number}/labels/{name}")
def remove_label(call: Call) -> Answer:
    """Take off one label; 404 when it is not on the issue."""
    issue, name = call.issue(), call.params["name"].casefold()
    found = [label for label in issue.labels if label.name.casefold() == name]
    if not found:
        raise rules.refuse(404, "Label does not exist")
    call.hand.remove_labels(issue, found)
    return Answer(200, [call.shapes.label(call.repo, label) for label in issue.labels])


@ROUTES.on("POST", "/issues/{number}/assignees")
def add_assignees(call: Call) -> Answer:
    """Assign people; strangers, and everybody without push access, are dropped in silence."""
    issue = call.issue()
    logins = call.request.json().get("assignees") or []
    users = rules.people(call.world, logins, strict=False)
    if call.hand.push_access:
        call.hand.add_assignees(issue, users)
    return Answer(201, call.shapes.issue(call.repo, issue))


@ROUTES.on("DELETE", "/issues/{number}/assignees")
def remove_assignees(call: Call) -> Answer:
    """Unassign people."""
    issue = call.issue()
    logins = call.request.json().get("assignees") or []
    users = rules.people(call.world, logins, strict=False)
    if call.hand.push_access:
        call.hand.remove_assignees(issue, users)
    return Answer(200, call.shapes.issue(call.repo, issue))


def _labels(call: Call, *, replace: bool) -> Answer:
    issue, names = call.issue(), rules.names(call.request.value())
    if not call.hand.push_access:
        raise rules.refuse(403, "Must have push access to label issues")
    if replace:
        call.hand.set_labels(issue, names)
    else:
        call.hand.add_labels(issue, names)
    return Answer(200, [call.shapes.label(call.repo, label) for label in issue.labels])
