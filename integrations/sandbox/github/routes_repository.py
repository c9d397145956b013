"""The repository itself, its labels, milestones and assignable people over HTTP."""

from integrations.sandbox.github import rules
from integrations.sandbox.github.call import Call, GitHubRoutes
from integrations.sandbox.github.records import Label, Milestone
from integrations.sandbox.github.repository_shape import repository
from integrations.sandbox.wire import Answer, Json

ROUTES = GitHubRoutes()


@ROUTES.on("GET", "")
def read_repository(call: Call) -> Answer:
    """The repository."""
    owner = call.world.user(call.repo.owner)
    return Answer(200, repository(call.shapes, call.repo, owner, push=call.hand.push_access))


@ROUTES.on("GET", "/assignees")
def list_assignees(call: Call) -> Answer:
    """Everybody who may be assigned: in a sandbox, everybody."""
    return call.page([call.shapes.user(user) for user in call.world.users.values()])


@ROUTES.on("GET", "/assignees/{login}")
def check_assignee(call: Call) -> Answer:
    """204 when the account may be assigned."""
    if call.params["login"].casefold() not in call.world.users:
        raise rules.not_found()
    return Answer(204)


@ROUTES.on("GET", "/labels")
def list_labels(call: Call) -> Answer:
    """The repository's labels."""
    return call.page([call.shapes.label(call.repo, x) for x in call.repo.labels.values()])


@ROUTES.on("POST", "/labels")
def add_label(call: Call) -> Answer:
    """A new label; names are unique without regard to case."""
    values = call.request.json()
    name = rules.names([values.get("name")])[0]
    if name.casefold() in call.repo.labels:
        raise rules.invalid("Label", "name", "already_exists")
    label = call.world.label(call.repo, name)
    label.color = str(values.get("color") or label.color).lstrip("#")
    label.description = rules.words(values.get("description"), "Label", "description")
    return Answer(201, call.shapes.label(call.repo, label))


@ROUTES.on("GET", "/labels/{name}")
def read_label(call: Call) -> Answer:
    """One label."""
    return Answer(200, call.shapes.label(call.repo, _label(call)))


@ROUTES.on("PATCH", "/labels/{name}")
def edit_label(call: Call) -> Answer:
    """Rename or recolour a label; issues keep it."""
    label, values = _label(call), call.request.json()
    if new := values.get("new_name"):
        del call.repo.labels[label.name.casefold()]
        label.name = rules.names([new])[0]
        call.repo.labels[label.name.casefold()] = label
    label.color = str(values.get("color") or label.color).lstrip("#")
    text = rules.words(values.get("description", label.description), "Label", "description")
    label.description = text
    return Answer(200, call.shapes.label(call.repo, label))


@ROUTES.on("DELETE", "/labels/{name}")
def delete_label(call: Call) -> Answer:
    """Delete a label, also from the issues that carry it."""
    label = _label(call)
    del call.repo.labels[label.name.casefold()]
    for issue in call.repo.issues.values():
        if label in issue.labels:
            issue.labels.remove(label)
    return Answer(204)


@ROUTES.on("GET", "/milestones")
def list_milestones(call: Call) -> Answer:
    """Milestones in the wanted state, open ones by default."""
    state = call.request.query.get("state", "open")
    found = [
        m
        for m in call.repo.milestones.values()
        if state == "all" or (m.closed_at is None) == (state == "open")
    ]
    return call.page([call.shapes.milestone(call.repo, m) for m in found])


@ROUTES.on("POST", "/milestones")
def add_milestone(call: Call) -> Answer:
    """A new milestone, for those who may push; titles are unique."""
    if not call.hand.push_access:
        raise rules.not_found()
    values = call.request.json()
    title = values.get("title")
    if not isinstance(title, str) or not title.strip():
        raise rules.invalid("Milestone", "title", "missing_field")
    if any(m.title == title for m in call.repo.milestones.values()):
        raise rules.invalid("Milestone", "title", "already_exists")
    stone = call.world.milestone(call.repo, title, call.hand.actor)
    _fill(call, stone, values)
    return Answer(201, call.shapes.milestone(call.repo, stone))


@ROUTES.on("GET", "/milestones/{milestone}")
def read_milestone(call: Call) -> Answer:
    """One milestone."""
    return Answer(200, call.shapes.milestone(call.repo, _milestone(call)))


@ROUTES.on("PATCH", "/milestones/{milestone}")
def edit_milestone(call: Call) -> Answer:
    """Change a milestone."""
    stone = _milestone(call)
    _fill(call, stone, call.request.json())
    return Answer(200, call.shapes.milestone(call.repo, stone))


@ROUTES.on("DELETE", "/milestones/{milestone}")
def delete_milestone(call: Call) -> Answer:
    """Delete a milestone, also from the issues that have it."""
    stone = _milestone(call)
    del call.repo.milestones[stone.number]
    for issue in call.repo.issues.values():
        if issue.milestone is stone:
            issue.milestone = None
    return Answer(204)


def _fill(call: Call, stone: Milestone, values: Json) -> None:
    kind = "Milestone"
    title = rules.words(values.get("title"), kind, "title") or stone.title
    text = rules.words(values.get("description", stone.description), kind, "description")
    due = rules.moment(values.get("due_on"), kind, "due_on")
    stone.title, stone.description = title, text
    if "due_on" in values:
        stone.due_on = due
    if "state" in values:
        stone.closed_at = call.world.now() if values["state"] == "closed" else None
    stone.updated_at = call.world.now()


def _label(call: Call) -> Label:
    found = call.repo.labels.get(call.params["name"].casefold())
    if found is None:
        raise rules.not_found()
    return found


def _milestone(call: Call) -> Milestone:
    found = call.repo.milestones.get(call.number("milestone"))
    if found is None:
        raise rules.not_found()
    return found
