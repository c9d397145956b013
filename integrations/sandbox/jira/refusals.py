"""What Jira refuses, in the two lists it always answers with."""

from integrations.sandbox.wire import Answer, Refusal

NO_ISSUE = "Issue does not exist or you do not have permission to see it."


def refuse(status: int, *messages: str, errors: dict[str, str] | None = None) -> Refusal:
    """A refusal as Jira words it."""
    return Refusal(Answer(status, {"errorMessages": list(messages), "errors": errors or {}}))


def wrong(**errors: str) -> Refusal:
    """400 about fields, each with its reason."""
    return refuse(400, errors=errors)


def not_found(message: str = NO_ISSUE) -> Refusal:
    """404, also for what the account may not see."""
    return refuse(404, message)
