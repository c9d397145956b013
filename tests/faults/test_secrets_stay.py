"""No secret leaves its place: not into the store, a log, an answer or a list of processes."""

import json
from pathlib import Path

import pytest
from running_house import SECRETS, Caller, connect, trackers, until
from shell import Shell, line_of

from integrations.sandbox.github.server import GitHubSandbox
from integrations.sandbox.jira.server import JiraSandbox

SETTINGS = {
    "TRUELINE_PORT": "0",
    "TRUELINE_ALLOW_PRIVATE_TRACKERS": "1",
    "TRUELINE_SWEEP_SECONDS": "0.2",
    "TRUELINE_POLL_SECONDS": "0.5",
    "TRUELINE_RETRY_SECONDS": "0.2",
}
COMMANDS = (("connections", "--json"), ("sync", "status"), ("doctor", "--json"))
CANARIES = ("canary-github", "canary-jira", "canary-hook")
PATHS = (
    "/v1/connections",
    "/v1/sync",
    "/v1/sync/parked",
    "/v1/backlog",
    "/v1/items/ACME-1",
    "/v1/items/ACME-1/history",
    "/v1/conflicts",
    "/v1/tokens",
    "/openapi.json",
    "/readyz",
)


@pytest.fixture(scope="module")
def traces(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What a whole run leaves behind, good and bad calls included, by where it is found."""
    shell = Shell(tmp_path_factory.mktemp("canaries"), SETTINGS | SECRETS)
    found: dict[str, bytes] = {}
    with trackers() as (github, jira), shell.process("serve", "--json") as process:
        told = json.loads(line_of(process.stdout, "url"))
        caller = Caller(told["url"], told["first_admin_token"])
        found["answers"] = live(caller, github, jira)
        found["arguments"] = Path(f"/proc/{process.pid}/cmdline").read_bytes()
        commands = [shell.run(*words) for words in COMMANDS]
        found["commands"] = "".join(each.out + each.err for each in commands).encode()
        process.terminate()
        found["log"] = "".join(process.communicate(timeout=60)).encode()
        stores = sorted(shell.home.glob("ledger.sqlite*"))
        found["store"] = b"".join(path.read_bytes() for path in stores)
    assert b"Notes vanish" in found["store"]
    found["token"] = told["first_admin_token"].encode()
    return found


def live(caller: Caller, github: GitHubSandbox, jira: JiraSandbox) -> bytes:
    """Use everything that has to do with a secret, until both are revoked; all answers."""
    caller.product()
    github.create("Notes vanish")
    keys = {}
    for name, sandbox in (("github", github), ("jira", jira)):
        keys[name], path = connect(caller, name, sandbox)
        sandbox.add_webhook(caller.url + path)
    caller.data("POST", f"/v1/connections/{keys['github']}/import")
    until(lambda: caller.titles() == ["Notes vanish"])
    caller.data("POST", f"/v1/connections/{keys['jira']}/mirror", {"keys": ["ACME-1"]})
    until(jira.issues)
    github.token = jira.token = "changed"
    caller.edit("ACME-1", title="Refused there")
    until(lambda: caller.connection(keys["jira"])["state"] == "needs_auth")
    forged = caller.ask("POST", f"/v1/webhooks/github/{keys['github']}", {})
    return b"\n".join([forged.content, *(caller.ask("GET", path).content for path in PATHS)])


@pytest.mark.parametrize("place", ["answers", "arguments", "commands", "log", "store"])
def test_no_secret_is_found_in(traces: dict[str, bytes], place: str) -> None:
    assert traces[place]
    assert [canary for canary in CANARIES if canary.encode() in traces[place]] == []


@pytest.mark.parametrize("place", ["answers", "arguments", "commands", "log", "store"])
def test_our_own_token_is_not_found_in(traces: dict[str, bytes], place: str) -> None:
    assert traces["token"] not in traces[place]
