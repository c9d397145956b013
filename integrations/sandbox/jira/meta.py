"""What Jira tells about fields: their list, their types, and what may stand in them."""

from collections.abc import Iterable

from integrations.sandbox.jira.shapes import Shapes
from integrations.sandbox.jira.workflow import KINDS, PRIORITIES, RESOLUTIONS
from integrations.sandbox.jira.world import World
from integrations.sandbox.wire import Json

FIELDS: dict[str, tuple[str, Json, tuple[str, ...]]] = {
    "summary": ("Summary", {"type": "string"}, ("set",)),
    "description": ("Description", {"type": "string"}, ("set",)),
    "labels": ("Labels", {"type": "array", "items": "string"}, ("add", "set", "remove")),
    "priority": ("Priority", {"type": "priority"}, ("set",)),
    "assignee": ("Assignee", {"type": "user"}, ("set",)),
    "reporter": ("Reporter", {"type": "user"}, ("set",)),
    "fixVersions": (
        "Fix versions",
        {"type": "array", "items": "version"},
        ("set", "add", "remove"),
    ),
    "duedate": ("Due date", {"type": "date"}, ("set",)),
    "issuetype": ("Issue Type", {"type": "issuetype"}, ("set",)),
    "resolution": ("Resolution", {"type": "resolution"}, ("set",)),
    "comment": ("Comment", {"type": "comments-page"}, ("add",)),
    "project": ("Project", {"type": "project"}, ("set",)),
    "status": ("Status", {"type": "status"}, ()),
    "created": ("Created", {"type": "datetime"}, ()),
    "updated": ("Updated", {"type": "datetime"}, ()),
}
CLAUSES = {"fixVersions": ["fixVersion"], "issuetype": ["issuetype", "type"]}
REQUIRED = frozenset({"summary", "issuetype", "project", "resolution"})


def field_list() -> list[Json]:
    """Every field, as ``GET /field`` shows it."""
    return [
        {
            "id": name,
            "key": name,
            "name": words,
            "custom": False,
            "orderable": bool(operations),
            "navigable": True,
            "searchable": True,
            "clauseNames": CLAUSES.get(name, [name]),
            "schema": {**kind, "system": name},
        }
        for name, (words, kind, operations) in FIELDS.items()
    ]


def editable(world: World, shapes: Shapes) -> Json:
    """The fields of the edit screen."""
    return on_screen(shapes, (name for name in FIELDS if name in world.site.edit_screen))


def on_screen(shapes: Shapes, names: Iterable[str]) -> Json:
    """Fields by id, each with what may stand in it."""
    return {name: _field(shapes, name) for name in names}


def _field(shapes: Shapes, name: str) -> Json:
    words, kind, operations = FIELDS[name]
    shape: Json = {
        "required": name in REQUIRED,
        "schema": {**kind, "system": name},
        "name": words,
        "key": name,
        "hasDefaultValue": False,
        "operations": list(operations),
    }
    choices = {
        "priority": [shapes.priority(entry) for entry in PRIORITIES],
        "issuetype": [shapes.kind(entry) for entry in KINDS],
        "resolution": [shapes.named("resolution", entry) for entry in RESOLUTIONS],
    }
    return shape | ({"allowedValues": choices[name]} if name in choices else {})
