"""Whatever our API is sent, it answers as its OpenAPI document says, and never breaks.

Schemathesis makes the requests from the document: those that it allows, and those that it does
not. Half of them are about things that exist, so that rules are reached and not only borders.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import pytest
import requests
import schemathesis
from api_house import surroundings_on
from clock import FakeClock
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from probed_tracker import ProbedTracker
from schemathesis import Case, CheckContext, GenerationMode, Response
from schemathesis.checks import CHECKS, load_all_checks

from api import tokens
from api.problems import MEDIA_TYPE
from api.server import Served
from ledger.database import Database
from ledger.ledger import Ledger

EXAMPLES = {GenerationMode.POSITIVE: 6, GenerationMode.NEGATIVE: 3}
"""Requests to each operation, of those that the document allows and of those that it does not."""
pytestmark = pytest.mark.timeout(300)  # every operation there is, in two tests
QUARTER = {"start": "2026-07-01", "end": "2026-09-30", "resolution": "quarter"}
OPENINGS: dict[str, dict[str, Any]] = {
    "items": {"kind": "bug", "title": "It breaks"},
    "visions": {},
    "objectives": {"title": "Fewer calls", "owner": "ana", "period": QUARTER},
    "roadmap-items": {"title": "Sync that keeps"},
    "releases": {"name": "Spring", "kind": "minor", "target": QUARTER},
    "risks": {"event": "The key expert leaves", "consequence": "Sync is late"},
    "decisions": {"title": "Which broker"},
    "metrics": {"name": "Found", "definition": "Searches that end", "unit": "%"},
    "evidence": {"verbatim": "It crawls", "contact": "Bob Smith"},
    "meetings": {"title": "Weekly", "starts": "2026-11-25T10:00+00:00"},
}
KEYS = [
    *("ACME", "ACME-1", "ACME-V", "ACME-O1", "ACME-R1", "ACME-R2", "ACME-REL1", "ACME-K1"),
    *("ACME-D1", "ACME-M1", "ACME-E1", "ACME-X1", "NONE-1", "nonsense"),
]
NUMBERS = ["0", "2.5", "-1", "1e30", "1e-30", "1e999999", "9" * 50, "NaN", "Infinity", "1_0", " 1"]
schemathesis.openapi.format("key", st.sampled_from(KEYS))
schemathesis.openapi.format("decimal", st.sampled_from(NUMBERS))
load_all_checks()


@schemathesis.check
def a_refusal_is_a_problem(_context: CheckContext, response: Response, _case: Case[Any]) -> None:
    """A code that programs can tell apart, and a sentence for people."""
    if response.status_code < 400:
        return
    assert response.headers["content-type"] == [MEDIA_TYPE]
    problem = response.json()
    assert problem["status"] == response.status_code
    assert problem["code"]
    assert problem["detail"]


@schemathesis.check
def nothing_breaks(_context: CheckContext, response: Response, _case: Case[Any]) -> None:
    """Only a position that is still to come is answered with: not yet."""
    if response.status_code >= 500:
        assert response.json()["code"] == "projection-behind"


# not positive_data_acceptance: a plan's rules refuse what no JSON Schema could tell
JUDGED_BY: list[Any] = [
    nothing_breaks,
    a_refusal_is_a_problem,
    *CHECKS.get_by_names(
        [
            "status_code_conformance",
            "content_type_conformance",
            "response_headers_conformance",
            "response_schema_conformance",
            "negative_data_rejection",
        ]
    ),
]


@dataclass
class Door:
    """A running API, what its document says, and someone who may do everything."""

    url: str
    session: requests.Session
    schema: Any
    numbers: Iterator[int] = field(default_factory=count)

    def open(self, path: str) -> str | None:
        """A new thing of the kind that stands at ``path``; None where nothing can be added."""
        if path not in OPENINGS:
            return None
        body = OPENINGS[path] | {"product": "ACME"}
        if path == "releases":
            body["version_name"] = f"1.{next(self.numbers)}"
        answer = self.session.post(f"{self.url}/v1/{path}", json=body)
        if path == "visions" and answer.status_code == 422:
            return "ACME-V"  # the only one
        assert answer.status_code == 201, answer.text
        return str(answer.json()["key"])


@pytest.fixture(scope="module")
def admin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """An API on SQLite over real HTTP: its URL, and the token of someone who may do everything."""
    clock = FakeClock()
    database = Database.open(f"sqlite:///{tmp_path_factory.mktemp('api') / 'ledger.db'}")
    database.migrate()
    ledger = Ledger(database, clock=clock)
    environment = {"TOKEN": "canary-token-value", "HOOK": "canary-hook-secret"}
    trackers = {"open_with": ProbedTracker().open}
    surroundings, runner = surroundings_on(
        database, ledger, clock, environment=environment, trackers=trackers
    )
    runner.catch_up()
    with database.begin() as connection:
        token = tokens.create(connection, "admin", "admin", clock())
    served = Served(surroundings)
    yield f"http://127.0.0.1:{served.start()}", token
    served.stop()
    runner.catch_up()
    behind = [each.name for each in runner.status() if each.lag or each.skipped]
    ledger.close()
    database.close()
    assert behind == []  # every fact that was let in can be shown


@pytest.fixture(scope="module")
def door(admin: tuple[str, str]) -> Iterator[Door]:
    """The API with one thing of each kind in it."""
    url, token = admin
    with requests.Session() as session:
        session.headers["Authorization"] = f"Bearer {token}"
        schema = schemathesis.openapi.from_url(f"{url}/openapi.json", config=_config())
        made = Door(url, session, schema)
        answer = session.post(f"{url}/v1/products", json={"key": "ACME", "name": "Acme Notes"})
        assert answer.status_code == 201, answer.text
        for path in OPENINGS:
            made.open(path)
        yield made


def _config() -> schemathesis.Config:
    return schemathesis.Config.from_dict(
        {"cache": {"enabled": False}, "generation": {"with-security-parameters": False}}
    )


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
def test_every_answer_is_what_the_document_says(door: Door, mode: GenerationMode):
    wrong = {}
    for found in door.schema.get_all_operations():
        operation = found.ok()
        if mode is GenerationMode.NEGATIVE and not _can_be_wrong(operation):
            continue
        try:
            _try(door, operation, mode)
        except (Unsatisfiable, BaseExceptionGroup) as error:
            wrong[operation.label] = str(error)
    assert wrong == {}


def _can_be_wrong(operation: Any) -> bool:
    """Whether the document forbids anything; a tracker's webhook may bring any JSON."""
    is_open = operation.path.startswith("/v1/webhooks/")
    return not is_open and bool([*operation.query, *operation.headers, *operation.body])


def _explained(case: Case[Any]) -> Case[Any]:
    """A write with a reason and a cause, on no condition, whose texts hold no control characters.

    A schema could say all that, and would be read by nobody.
    """
    if isinstance(case.body, dict):
        case.headers.clear()
        case.body = _printable(case.body) | {
            "reason": "It was asked for",
            "because_of": ["ACME-D1"],
        }
    return case


def _printable(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _printable(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_printable(each) for each in value]
    if isinstance(value, str):
        return "".join(each for each in value if each.isprintable()).strip() or "Some"
    return value


def _try(door: Door, operation: Any, mode: GenerationMode) -> None:
    cases = operation.as_strategy(generation_mode=mode)
    steps = operation.path.split("/")
    if "{key}" in steps and (key := door.open(steps[2])):
        about = operation.as_strategy(generation_mode=mode, path_parameters={"key": key})
        cases |= about.map(_explained) if mode is GenerationMode.POSITIVE else about

    @settings(
        max_examples=EXAMPLES[mode],
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=cases)
    def holds(case: Case[Any]) -> None:
        case.call_and_validate(session=door.session, checks=JUDGED_BY)

    holds()
