"""The lists a Jira administrator would fill: statuses, transitions, priorities, screens."""

from typing import Literal

from integrations.sandbox.jira.records import Named, Status, Transition

Rigour = Literal["strict", "open"]

STATUSES = (
    Status("10000", "To Do", "Nobody has begun.", "new"),
    Status("10001", "In Progress", "Somebody works on it.", "indeterminate"),
    Status("10002", "In Review", "Somebody looks at the work.", "indeterminate"),
    Status("10003", "Done", "Nothing is left to do.", "done"),
)
TO_DO, IN_PROGRESS, IN_REVIEW, DONE = (status.id for status in STATUSES)
CATEGORIES = {
    "new": (2, "blue-gray", "To Do"),
    "indeterminate": (4, "yellow", "In Progress"),
    "done": (3, "green", "Done"),
}
RESOLUTIONS = (
    Named("10000", "Done", "Work has been completed."),
    Named("10001", "Won't Do", "This will not be worked on."),
    Named("10002", "Duplicate", "The same is asked for elsewhere."),
    Named("10003", "Cannot Reproduce", "It could not be seen again."),
)
PRIORITIES = tuple(
    Named(str(number), name)
    for number, name in enumerate(("Highest", "High", "Medium", "Low", "Lowest"), start=1)
)
KINDS = (
    Named("10001", "Story", "Something people can do with the product."),
    Named("10002", "Task", "A piece of work."),
    Named("10003", "Bug", "Something is wrong."),
    Named("10000", "Epic", "A large piece of work."),
)
EDIT_SCREEN = frozenset(
    {
        "summary",
        "description",
        "labels",
        "priority",
        "assignee",
        "fixVersions",
        "duedate",
        "issuetype",
        "comment",
    }
)
CREATE_SCREEN = (EDIT_SCREEN | {"project", "reporter"}) - {"comment"}

_STRICT = (
    Transition("11", "Start work", frozenset({TO_DO}), IN_PROGRESS),
    Transition("21", "Ask for review", frozenset({IN_PROGRESS}), IN_REVIEW),
    Transition("31", "Finish", frozenset({IN_PROGRESS, IN_REVIEW}), DONE, ("resolution",)),
    Transition("41", "Put back", frozenset({IN_PROGRESS, IN_REVIEW}), TO_DO),
    Transition("51", "Send back", frozenset({IN_REVIEW}), IN_PROGRESS),
    Transition("61", "Reopen", frozenset({DONE}), TO_DO),
)
_EVERY = frozenset(status.id for status in STATUSES)
_OPEN = tuple(
    Transition(
        f"{at}1", status.name, _EVERY, status.id, ("resolution",) if status.id == DONE else ()
    )
    for at, status in enumerate(STATUSES, start=1)
)
WORKFLOWS: dict[Rigour, tuple[Transition, ...]] = {"strict": _STRICT, "open": _OPEN}


def named(choices: tuple[Named, ...], value: object) -> Named | None:
    """The entry that ``{"id": ...}`` or ``{"name": ...}`` chooses, or None."""
    if not isinstance(value, dict):
        return None
    if "id" in value:
        return next((c for c in choices if c.id == str(value["id"])), None)
    name = str(value.get("name", "")).casefold()
    return next((c for c in choices if c.name.casefold() == name), None)
