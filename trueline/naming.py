"""Finds the connection that a person means, by its id or by the name it has at the tracker."""

from uuid import UUID

from trueline.failure import REFUSED, USAGE, CommandFailed
from trueline.reach import Api


def connection_named(api: Api, name: str) -> str:
    """The id of the connection ``name`` (an id, ``owner/repo`` or a Jira project).

    Raises:
        CommandFailed: No connection is called so, or several are.
    """
    if _is_id(name):
        return name
    known = [each for each in api.get("/v1/connections")["data"] if each["remote_name"] == name]
    living = [each for each in known if each["state"] != "disconnected"] or known
    if not living:
        message = f"There is no connection {name}: trueline connections lists them."
        raise CommandFailed(message, REFUSED)
    if len(living) > 1:
        ids = ", ".join(each["id"] for each in living)
        message = f"Several connections are called {name}: name one by its id ({ids})."
        raise CommandFailed(message, USAGE)
    found: str = living[0]["id"]
    return found


def _is_id(name: str) -> bool:
    try:
        UUID(name)
    except ValueError:
        return False
    return True
