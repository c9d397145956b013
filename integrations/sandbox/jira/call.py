"""What a route of the sandbox Jira gets to see."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from integrations.sandbox.jira import refusals
from integrations.sandbox.jira.changes import Hand
from integrations.sandbox.jira.records import Comment, Issue, Project
from integrations.sandbox.jira.shapes import Shapes
from integrations.sandbox.jira.world import World
from integrations.sandbox.wire import Answer, Json, Refusal, Request, Routes


@dataclass(frozen=True)
class Call:
    """One request with everything needed to answer it."""

    request: Request
    world: World
    shapes: Shapes
    params: dict[str, str]
    hand: Hand

    def body(self) -> Json:
        """The body as a JSON object.

        Raises:
            Refusal: 400, it is none.
        """
        try:
            return self.request.json()
        except Refusal as refusal:
            raise refusals.refuse(400, "There was an error parsing JSON.") from refusal

    def listed(self, name: str) -> list[str]:
        """A parameter that may be repeated, and may hold several values between commas."""
        values = parse_qs(urlsplit(self.request.target).query).get(name, [])
        return [part.strip() for value in values for part in value.split(",") if part.strip()]

    def count(self, name: str, default: int) -> int:
        """A number in the query.

        Raises:
            Refusal: 400, it is none.
        """
        text = self.request.query.get(name, "")
        if text and not text.removeprefix("-").isdecimal():
            raise refusals.refuse(400, f"The value '{text}' of '{name}' is no number.")
        return int(text) if text else default

    def issue(self) -> Issue:
        """The issue the path names by id, key or former key.

        Raises:
            Refusal: 404, there is none.
        """
        return self.world.find(self.params["issue"])

    def comment(self, issue: Issue) -> Comment:
        """The comment the path names.

        Raises:
            Refusal: 404, there is none.
        """
        wanted = self.params["comment"]
        found = next((c for c in issue.comments if str(c.id) == wanted), None)
        if found is None:
            message = f"Can not find a comment for the id: {wanted}."
            raise refusals.not_found(message)
        return found

    def project(self) -> Project:
        """The project the path names.

        Raises:
            Refusal: 404, there is none, or it is hidden.
        """
        wanted = self.params["project"]
        found = self.world.project(wanted)
        if found is None or found.hidden:
            kind = "id" if wanted.isdecimal() else "key"
            message = f"No project could be found with {kind} '{wanted}'."
            raise refusals.not_found(message)
        return found


def selection(names: list[str], default: str = "*all") -> Callable[[str], bool]:
    """Whether a field is asked for, by name, ``*all``, ``*navigable`` or ``-name``."""
    asked = names or [default]
    hidden = {name[1:] for name in asked if name.startswith("-")}
    shown = {name for name in asked if not name.startswith("-")} or {"*all"}
    if "*navigable" in shown and "*all" not in shown:
        hidden |= {"comment", "attachment"} - shown
    everything = bool(shown & {"*all", "*navigable"})
    return lambda name: name not in hidden and (everything or name in shown)


def whole(call: Call, issue: Issue) -> Answer:
    """The answer to a read of one issue."""
    shape = call.shapes.issue(issue, selection(call.listed("fields")))
    return Answer(200, shape | extras(call, issue, call.listed("properties")))


def extras(call: Call, issue: Issue, properties: list[str], expand: str | None = None) -> Json:
    """What ``expand`` and ``properties`` add to an issue."""
    asked = call.listed("expand") if expand is None else expand.split(",")
    added: Json = {}
    if "changelog" in asked:
        added["changelog"] = call.shapes.changelog(issue.histories)
    if properties:
        every = "*all" in properties
        pairs = issue.properties.items()
        added["properties"] = {key: value for key, value in pairs if every or key in properties}
    return added


JiraRoutes = Routes[Call]
