"""The site, its accounts, its lists and its projects over HTTP."""

from integrations.sandbox.clock import jira_time
from integrations.sandbox.jira import refusals
from integrations.sandbox.jira.call import Call, JiraRoutes
from integrations.sandbox.jira.meta import field_list, on_screen
from integrations.sandbox.jira.records import Project, User, Version
from integrations.sandbox.jira.workflow import KINDS, PRIORITIES, RESOLUTIONS, STATUSES
from integrations.sandbox.wire import Answer, Json

ROUTES = JiraRoutes()
RIGHTS = (
    "BROWSE_PROJECTS",
    "CREATE_ISSUES",
    "EDIT_ISSUES",
    "TRANSITION_ISSUES",
    "ADD_COMMENTS",
    "EDIT_OWN_COMMENTS",
    "DELETE_OWN_COMMENTS",
)
NO_RIGHT = (
    "Project with key '{}' either does not exist or you do not have permission to create versions"
    " in it."
)


@ROUTES.on("GET", "/serverInfo")
def server_info(call: Call) -> Answer:
    """What kind of Jira this is; told to strangers too."""
    cloud = call.world.is_cloud
    return Answer(
        200,
        {
            "baseUrl": call.shapes.base,
            "version": "1001.0.0-SNAPSHOT" if cloud else "10.3.5",
            "versionNumbers": [1001, 0, 0] if cloud else [10, 3, 5],
            "deploymentType": "Cloud" if cloud else "Server",
            "buildNumber": 100_283 if cloud else 10_030_005,
            "buildDate": "2026-09-01T00:00:00.000+0000",
            "serverTime": jira_time(call.world.now()),
            "scmInfo": "0" * 40,
            "serverTitle": "Sandbox",
        },
    )


@ROUTES.on("GET", "/myself")
def myself(call: Call) -> Answer:
    """The account that asks."""
    shape = call.shapes.user(call.world.account)
    return Answer(200, shape | {"timeZone": call.world.site.timezone, "locale": "en_GB"})


@ROUTES.on("GET", "/mypermissions")
def my_permissions(call: Call) -> Answer:
    """What the account may do."""
    writes = not call.world.site.read_only
    asked = [name for name in call.listed("permissions") if name in RIGHTS] or list(RIGHTS)
    rows = {
        name: {
            "id": str(RIGHTS.index(name) + 10),
            "key": name,
            "name": name.replace("_", " ").title(),
            "type": "PROJECT",
            "description": "",
            "havePermission": writes or name == "BROWSE_PROJECTS",
        }
        for name in asked
    }
    return Answer(200, {"permissions": rows})


@ROUTES.on("GET", "/user/search")
@ROUTES.on("GET", "/user/assignable/search")
def search_users(call: Call) -> Answer:
    """Accounts whose name or address contains the query."""
    query = call.request.query
    wanted = (query.get("query") or query.get("username") or "").casefold()
    if not wanted and "accountId" not in query and "project" not in query:
        raise refusals.refuse(400, "The query parameter was not provided.")
    start, size = call.count("startAt", 0), call.count("maxResults", 50)
    found = [
        user
        for user in call.world.users.values()
        if user.account_id == query.get("accountId", user.account_id) and _matches(user, wanted)
    ]
    return Answer(200, [call.shapes.user(user) for user in found[start : start + size]])


@ROUTES.on("GET", "/priority")
def priorities(call: Call) -> Answer:
    """Every priority."""
    return Answer(200, [call.shapes.priority(entry) for entry in PRIORITIES])


@ROUTES.on("GET", "/resolution")
def resolutions(call: Call) -> Answer:
    """Every resolution."""
    return Answer(200, [call.shapes.named("resolution", entry) for entry in RESOLUTIONS])


@ROUTES.on("GET", "/status")
def statuses(call: Call) -> Answer:
    """Every status."""
    return Answer(200, [call.shapes.status(status) for status in STATUSES])


@ROUTES.on("GET", "/issuetype")
def kinds(call: Call) -> Answer:
    """Every issue type."""
    return Answer(200, [call.shapes.kind(kind) for kind in KINDS])


@ROUTES.on("GET", "/field")
def fields(call: Call) -> Answer:  # noqa: ARG001 (a route)
    """Every field."""
    return Answer(200, field_list())


@ROUTES.on("GET", "/project/{project}")
def read_project(call: Call) -> Answer:
    """One project."""
    project = call.project()
    return Answer(200, _whole(call, project))


@ROUTES.on("GET", "/project/{project}/statuses")
def project_statuses(call: Call) -> Answer:
    """The statuses each issue type may have."""
    call.project()
    every = [call.shapes.status(status) for status in STATUSES]
    shapes = [call.shapes.named("issuetype", kind) | {"subtask": False} for kind in KINDS]
    rows = [{k: v for k, v in shape.items() if k != "description"} for shape in shapes]
    return Answer(200, [{**row, "statuses": every} for row in rows])


@ROUTES.on("GET", "/project/{project}/versions")
def project_versions(call: Call) -> Answer:
    """The project's versions."""
    project = call.project()
    return Answer(200, [_version(call, project, version) for version in project.versions])


@ROUTES.on("POST", "/version")
def add_version(call: Call) -> Answer:
    """A new version of a project, for its administrators only; names are unique in it."""
    values = call.body()
    wanted = str(values.get("projectId", values.get("project", "")))
    project = call.world.project(wanted)
    if project is None or project.hidden or not call.world.site.administers:
        raise refusals.not_found(NO_RIGHT.format(wanted))
    name = values.get("name")
    if not isinstance(name, str) or not name.strip():
        raise refusals.wrong(name="You must specify a valid version name")
    if any(known.name.casefold() == name.strip().casefold() for known in project.versions):
        raise refusals.wrong(name="A version with this name already exists in this project.")
    made = call.world.version(project, name.strip())
    return Answer(201, _version(call, project, made))


@ROUTES.on("GET", "/issue/createmeta/{project}/issuetypes")
def create_kinds(call: Call) -> Answer:
    """The types an issue may be created with."""
    call.project()
    rows = [call.shapes.kind(kind) for kind in KINDS]
    return Answer(200, _page("issueTypes", rows, cloud=call.world.is_cloud))


@ROUTES.on("GET", "/issue/createmeta/{project}/issuetypes/{kind}")
def create_fields(call: Call) -> Answer:
    """The fields of the create screen."""
    call.project()
    screen = on_screen(call.shapes, sorted(call.world.site.create_screen))
    rows = [{**shape, "fieldId": name} for name, shape in screen.items()]
    return Answer(200, _page("fields", rows, cloud=call.world.is_cloud))


def _matches(user: User, wanted: str) -> bool:
    return any(wanted in text.casefold() for text in (user.display, user.email, user.name))


def _page(name: str, rows: list[Json], *, cloud: bool) -> Json:
    frame = {"startAt": 0, "maxResults": 50, "total": len(rows)}
    return {**frame, name if cloud else "values": rows}


def _version(call: Call, project: Project, version: Version) -> Json:
    return call.shapes.version(version) | {"projectId": project.id}


def _whole(call: Call, project: Project) -> Json:
    more: Json = {
        "description": "A project that lives in memory",
        "lead": call.shapes.user(project.lead),
        "issueTypes": [call.shapes.kind(kind) for kind in KINDS],
        "versions": [call.shapes.version(version) for version in project.versions],
        "components": [],
        "roles": {},
        "assigneeType": "UNASSIGNED",
    }
    return call.shapes.project(project) | more
