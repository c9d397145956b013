"""Fix versions of a project: which an edit adds and removes, and how a missing one is made.

Source: developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-versions
"""

from integrations.errors import Gone, NotAllowed, Rejected
from integrations.jira.client import JiraClient, Json


def changes(client: JiraClient, path: str, version: str | None, instead: str | None) -> list[Json]:
    """Replace one fix version of an issue, the first if none is named, and leave the others."""
    raw = client.get(path, {"fields": "fixVersions"}).mapping()
    present = [each["name"] for each in raw["fields"].get("fixVersions") or ()]
    out = present[:1] if instead is None else [each for each in present if each == instead]
    gone = [{"remove": {"name": name}} for name in out if name != version]
    return [*gone, *([{"add": {"name": version}}] if version else [])]


def make(client: JiraClient, project: str, name: str) -> None:
    """Make a version of a project, by id or key; quiet when there is one of that name.

    Raises:
        Rejected: We may not: it takes the right to administer the project.
    """
    place = {"projectId": int(project)} if project.isdecimal() else {"project": project}
    try:
        client.post("version", {"name": name} | place)
    except (Rejected, NotAllowed, Gone) as error:
        if isinstance(error, Rejected) and "name" in error.fields:
            return  # it is taken, or it is none: the next edit tells
        message = f"There is no version {name!r}, and it cannot be made: {error.message}"
        raise Rejected(message, fields={"milestone": message}) from error
