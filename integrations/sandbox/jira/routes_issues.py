"""Issues, their transitions, history and properties over HTTP."""

from integrations.sandbox.jira import draft, refusals
from integrations.sandbox.jira.call import Call, JiraRoutes, whole
from integrations.sandbox.jira.meta import editable, on_screen
from integrations.sandbox.jira.records import Issue, Transition
from integrations.sandbox.wire import Answer, Json

ROUTES = JiraRoutes()


@ROUTES.on("POST", "/issue")
def create(call: Call) -> Answer:
    """A new issue; answers id, key and address only."""
    return Answer(201, call.shapes.created(call.hand.create(call.body())))


@ROUTES.on("GET", "/issue/{issue}")
def read(call: Call) -> Answer:
    """One issue."""
    return whole(call, call.issue())


@ROUTES.on("PUT", "/issue/{issue}")
def edit(call: Call) -> Answer:
    """Change what ``fields`` and ``update`` name."""
    issue = call.issue()
    call.hand.edit(issue, call.body())
    return whole(call, issue) if call.request.query.get("returnIssue") == "true" else Answer(204)


@ROUTES.on("DELETE", "/issue/{issue}")
def delete(call: Call) -> Answer:
    """Delete an issue."""
    call.hand.delete(call.issue())
    return Answer(204)


@ROUTES.on("PUT", "/issue/{issue}/assignee")
def assign(call: Call) -> Answer:
    """Assign or unassign."""
    call.hand.edit(call.issue(), {"fields": {"assignee": call.body()}})
    return Answer(204)


@ROUTES.on("GET", "/issue/{issue}/editmeta")
def edit_meta(call: Call) -> Answer:
    """The fields that may be edited."""
    call.issue()
    return Answer(200, {"fields": editable(call.world, call.shapes)})


@ROUTES.on("GET", "/issue/{issue}/changelog")
def changelog(call: Call) -> Answer:
    """The history, oldest first, one page."""
    found = call.issue().histories
    start, size = call.count("startAt", 0), min(call.count("maxResults", 100), 100)
    page = [call.shapes.history(history) for history in found[start : start + size]]
    here = f"{call.shapes.base}{call.request.target}"
    frame = {"self": here, "startAt": start, "maxResults": size, "total": len(found)}
    return Answer(200, {**frame, "isLast": start + size >= len(found), "values": page})


@ROUTES.on("GET", "/issue/{issue}/transitions")
def transitions(call: Call) -> Answer:
    """The steps that lead on from the issue's status."""
    issue, wanted = call.issue(), call.request.query.get("transitionId")
    fields = "transitions.fields" in call.listed("expand")
    steps = [step for step in _steps(call, issue) if wanted in (None, step.id)]
    shapes = [_transition(call, step, fields=fields) for step in steps]
    return Answer(200, {"expand": "transitions", "transitions": shapes})


@ROUTES.on("POST", "/issue/{issue}/transitions")
def transition(call: Call) -> Answer:
    """Take a step."""
    issue, values = call.issue(), call.body()
    asked = values.get("transition")
    wanted = str(asked.get("id")) if isinstance(asked, dict) else ""
    step = next((step for step in _steps(call, issue) if step.id == wanted), None)
    if step is None:
        message = f"It seems that you have tried to perform an illegal workflow operation: {wanted}"
        raise refusals.refuse(400, message)
    call.hand.transition(issue, step, values)
    return Answer(204)


@ROUTES.on("GET", "/issue/{issue}/properties")
def property_keys(call: Call) -> Answer:
    """The keys of the issue's properties."""
    issue = call.issue()
    here = call.shapes.address(f"issue/{issue.key}/properties")
    return Answer(200, {"keys": [{"self": f"{here}/{k}", "key": k} for k in issue.properties]})


@ROUTES.on("GET", "/issue/{issue}/properties/{property}")
def read_property(call: Call) -> Answer:
    """One property."""
    issue, key = call.issue(), call.params["property"]
    _known_property(issue, key)
    return Answer(200, {"key": key, "value": issue.properties[key]})


@ROUTES.on("PUT", "/issue/{issue}/properties/{property}")
def write_property(call: Call) -> Answer:
    """Set a property: 201 when it is new."""
    issue, key = call.issue(), call.params["property"]
    fresh = key not in issue.properties
    issue.properties[key] = draft.property_value(key, call.request.value())
    return Answer(201 if fresh else 200)


@ROUTES.on("DELETE", "/issue/{issue}/properties/{property}")
def delete_property(call: Call) -> Answer:
    """Delete a property."""
    issue, key = call.issue(), call.params["property"]
    _known_property(issue, key)
    del issue.properties[key]
    return Answer(204)


def _known_property(issue: Issue, key: str) -> None:
    if key not in issue.properties:
        message = f"The property {key} does not exist."
        raise refusals.not_found(message)


def _steps(call: Call, issue: Issue) -> list[Transition]:
    return [step for step in call.world.transitions if issue.status.id in step.sources]


def _transition(call: Call, step: Transition, *, fields: bool) -> Json:
    shape: Json = {
        "id": step.id,
        "name": step.name,
        "to": call.shapes.status(call.world.status(step.target)),
        "hasScreen": bool(step.screen),
        "isGlobal": False,
        "isInitial": False,
        "isConditional": False,
        "isAvailable": True,
        "looped": False,
    }
    return shape | ({"fields": on_screen(call.shapes, step.screen)} if fields else {})
