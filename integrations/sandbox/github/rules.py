"""What GitHub refuses, in the words and with the ``errors`` list it uses."""

from collections.abc import Iterable
from datetime import datetime

from integrations.sandbox.clock import parse_time
from integrations.sandbox.github.records import Milestone, Repository, User
from integrations.sandbox.github.world import World
from integrations.sandbox.wire import Answer, Json, Refusal

DOCS = "https://docs.github.com/rest"
BODY_LIMIT = 65_536
TITLE_LIMIT = 256
LABEL_LIMIT = 50
LABELS_LIMIT = 100
ASSIGNEES_LIMIT = 10
REASONS = ("completed", "not_planned", "duplicate", "reopened")


def refuse(status: int, message: str, errors: list[Json] | None = None) -> Refusal:
    """A refusal as GitHub words it; ``errors`` makes it a validation failure."""
    body: Json = {"message": message, "documentation_url": DOCS, "status": str(status)}
    if errors is not None:
        body["errors"] = errors
    return Refusal(Answer(status, body))


def not_found() -> Refusal:
    """404, also for what the token may not see."""
    return refuse(404, "Not Found")


def invalid(resource: str, field: str, code: str, **more: str) -> Refusal:
    """422 about one field.

    Source: docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api
    """
    return refuse(
        422, "Validation Failed", [{"resource": resource, "field": field, "code": code, **more}]
    )


def title(value: object) -> str:
    """A title that may be stored.

    Raises:
        Refusal: 422, missing, blank or over 256 characters.
    """
    if not isinstance(value, str) or not value.strip():
        raise invalid("Issue", "title", "missing_field")
    if len(value) > TITLE_LIMIT:
        raise invalid(
            "Issue",
            "title",
            "custom",
            message=f"title is too long (maximum is {TITLE_LIMIT} characters)",
        )
    return value


def body(value: object, resource: str = "Issue") -> str | None:
    """A body that may be stored.

    Raises:
        Refusal: 422, no text, or over 65,536 characters; a comment must not be blank.
    """
    if resource == "IssueComment" and (not isinstance(value, str) or not value.strip()):
        raise invalid(resource, "body", "missing_field")
    if value is None:
        return None
    if not isinstance(value, str):
        raise invalid(resource, "body", "invalid")
    if len(value) > BODY_LIMIT:
        raise invalid(
            resource,
            "body",
            "custom",
            message=f"body is too long (maximum is {BODY_LIMIT} characters)",
        )
    return value


def names(value: object) -> list[str]:
    """Label names out of a bare list or ``{"labels": [...]}``, texts or objects.

    Raises:
        Refusal: 422, no list, a name over 50 characters, or over 100 of them.
    """
    entries = value.get("labels", []) if isinstance(value, dict) else value
    if not isinstance(entries, list) or len(entries) > LABELS_LIMIT:
        raise invalid("Issue", "labels", "invalid")
    found = [e.get("name") if isinstance(e, dict) else e for e in entries]
    for name in found:
        if not isinstance(name, str) or not name.strip():
            raise invalid("Label", "name", "missing_field")
        if len(name) > LABEL_LIMIT:
            raise invalid(
                "Label",
                "name",
                "custom",
                message=f"name is too long (maximum is {LABEL_LIMIT} characters)",
            )
    return list({str(n).casefold(): str(n) for n in found}.values())


def people(world: World, value: object, *, strict: bool) -> list[User]:
    """Accounts out of a list of logins; unknown ones are refused, or dropped when not strict.

    Raises:
        Refusal: 422, no list of texts, over ten, or unknown and strict.
    """
    if not isinstance(value, list) or len(value) > ASSIGNEES_LIMIT:
        raise invalid("Issue", "assignees", "invalid")
    found = {str(login): world.users.get(str(login).casefold()) for login in value}
    for login, user in found.items():
        if user is None and strict:
            raise invalid("Issue", "assignees", "invalid", value=login)
    return unique(user for user in found.values() if user is not None)


def words(value: object, resource: str, field: str) -> str | None:
    """A text, or nothing.

    Raises:
        Refusal: 422, something else.
    """
    if value is not None and not isinstance(value, str):
        raise invalid(resource, field, "invalid")
    return value


def moment(value: object, resource: str, field: str) -> datetime | None:
    """A time, or nothing.

    Raises:
        Refusal: 422, no time.
    """
    if value in (None, ""):
        return None
    try:
        return parse_time(str(value))
    except ValueError as error:
        raise invalid(resource, field, "invalid") from error


def milestone(repo: Repository, value: object) -> Milestone | None:
    """The milestone by number; ``null`` and ``""`` clear it.

    Raises:
        Refusal: 422, there is no such milestone.
    """
    if value is None or value == "":
        return None
    text = str(value)
    found = repo.milestones.get(int(text)) if text.isdecimal() else None
    if found is None:
        raise invalid("Issue", "milestone", "invalid", value=str(value))
    return found


def state(values: Json, current: str) -> tuple[str, str | None]:
    """State and reason asked for; closing without a reason means completed.

    Raises:
        Refusal: 422, an unknown state or reason.
    """
    wanted, reason = values.get("state", current), values.get("state_reason")
    if wanted not in ("open", "closed"):
        raise invalid("Issue", "state", "invalid", value=str(wanted))
    if reason is not None and reason not in REASONS:
        raise invalid("Issue", "state_reason", "invalid", value=str(reason))
    if wanted == "open":
        return "open", "reopened" if current == "closed" else None
    return "closed", reason if reason in REASONS[:3] else "completed"


def unique(users: Iterable[User]) -> list[User]:
    """Each account once, in order."""
    return list({user.id: user for user in users}.values())
