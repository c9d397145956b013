"""Where real traffic is known to contradict the trackers' published descriptions.

Each is a named function that corrects the description before it is used; nothing else is forgiven.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

Json = dict[str, Any]
Defect = Callable[[Json], None]
LABELS = "/repos/{owner}/{repo}/issues/{issue_number}/labels"


def a_nullable_enum_does_not_list_null(document: Json) -> None:
    """GitHub answers ``state_reason: null``, which its enum forgets."""
    for node in _nodes(document):
        if node.get("nullable") is True and isinstance(node.get("enum"), list):
            node["enum"] = [*node["enum"], None]


def nullable_stands_beside_one_of(document: Json) -> None:
    """GitHub answers ``milestone: null``, which counts only where a type stands beside it."""
    for node in _nodes(document):
        for kind in ("oneOf", "anyOf", "allOf"):
            if node.get("nullable") is True and kind in node and "type" not in node:
                del node["nullable"]
                node["anyOf"] = [{"type": "null", "enum": [None]}, {kind: node.pop(kind)}]


def labels_come_as_a_bare_list(document: Json) -> None:
    """PyGithub sends labels without an object around them, and GitHub takes them."""
    for method in ("post", "put"):
        body = document["paths"][LABELS][method]["requestBody"]["content"]["application/json"]
        bare = {"type": "array", "items": {"type": "string"}}
        body["schema"] = {"anyOf": [bare, body["schema"]]}


def more_properties_come_than_listed(document: Json) -> None:
    """Jira says ``additionalProperties: false`` and sends more all the same."""
    for node in _nodes(document):
        if node.get("additionalProperties") is False:
            del node["additionalProperties"]


def list_parameters_come_as_single_values(document: Json) -> None:
    """Jira takes ``fields=a,b`` where its description wants a list."""
    for node in _nodes(document):
        if node.get("in") == "query" and node["schema"].get("type") == "array":
            node["schema"] = {"type": "string"}


def transition_ids_come_as_integers(document: Json) -> None:
    """Jira takes ``{"transition": {"id": 11}}``."""
    document["components"]["schemas"]["IssueTransition"]["properties"]["id"] = {
        "anyOf": [{"type": "string"}, {"type": "integer"}]
    }


def a_change_comes_from_or_to_null(document: Json) -> None:
    """Jira's change history holds nulls where a side has no id or no words.

    Source: developer.atlassian.com/cloud/jira/platform/webhooks (its own example does)
    """
    change = document["components"]["schemas"]["ChangeDetails"]["properties"]
    for name in ("from", "fromString", "to", "toString"):
        change.get(name, {})["nullable"] = True


def times_have_an_offset_without_a_colon(document: Json) -> None:
    """Jira says ``date-time`` and writes ``2026-01-02T03:04:05.678+0000``."""
    for node in _nodes(document):
        if node.get("format") == "date-time":
            del node["format"]
            node["pattern"] = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d{4}$"


GITHUB: Sequence[Defect] = (
    a_nullable_enum_does_not_list_null,
    nullable_stands_beside_one_of,
    labels_come_as_a_bare_list,
)
JIRA: Sequence[Defect] = (
    more_properties_come_than_listed,
    list_parameters_come_as_single_values,
    transition_ids_come_as_integers,
    a_change_comes_from_or_to_null,
    times_have_an_offset_without_a_colon,
)


def _nodes(node: object) -> Iterator[Json]:
    """Every object of a document, outermost first."""
    if isinstance(node, dict):
        yield node
        for child in list(node.values()):
            yield from _nodes(child)
    elif isinstance(node, list):
        for child in node:
            yield from _nodes(child)
