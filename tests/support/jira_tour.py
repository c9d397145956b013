"""A walk through everything the sandbox Jira offers."""

import base64
from typing import Any

from recorder import Recorder

from integrations.sandbox.jira import adf
from integrations.sandbox.jira.server import JiraSandbox

JQL = 'project = ACME AND updated >= "2020-01-01 00:00" ORDER BY updated ASC'


class Tour:
    """A finished walk, in one version of the API."""

    def __init__(self, sandbox: JiraSandbox, api: int) -> None:
        pair = base64.b64encode(b"bot@acme.test:sandbox-token").decode()
        self.sandbox = sandbox
        self.api = api
        self.recorder = Recorder(sandbox, f"/rest/api/{api}", Authorization=f"Basic {pair}")
        self.ask = self.recorder.ask
        sandbox.drop_webhooks = True
        sandbox.add_webhook("http://receiver.invalid/hook", "s3cret")
        for walk in (self.site, self.issues, self.moves, self.comments, self.properties):
            walk()
        for walk in (self.searches, self.refusals, self.limits, self.ends):
            walk()
        assert sandbox.webhooks.wait_until_idle()

    def text(self, words: str) -> Any:
        """Rich text in this version of the API."""
        return adf.document(words) if self.api == 3 else words

    def person(self) -> dict[str, str]:
        """An account that may be assigned, as this flavour addresses it."""
        user = self.sandbox.add_user("ada@acme.test")
        return {"accountId": user.account_id} if self.sandbox.world.is_cloud else {"name": "ada"}

    def fields(self, **more: Any) -> dict[str, Any]:
        """What a creation needs, and more."""
        return {
            "project": {"key": "ACME"},
            "issuetype": {"name": "Task"},
            "summary": "Draw circles",
            **more,
        }

    def site(self) -> None:
        self.sandbox.add_version("1.0")
        for path in ("/serverInfo", "/myself", "/priority", "/resolution", "/status", "/issuetype"):
            self.ask("GET", path)
        self.ask("GET", "/field")
        self.ask("GET", "/mypermissions", permissions="CREATE_ISSUES,EDIT_ISSUES")
        self.ask("GET", "/user/search", **self.someone("bot"))
        self.ask("GET", "/user/search", expect=400)
        self.ask("GET", "/user/assignable/search", project="ACME", **self.someone("bot"))
        self.ask("GET", "/project/ACME")
        self.ask("GET", "/project/ACME/statuses")
        self.ask("GET", "/project/ACME/versions")
        self.ask("POST", "/version", {"name": "1.1", "project": "ACME"}, expect=201)
        self.ask("POST", "/version", {"name": "1.1", "project": "ACME"}, expect=400)
        self.ask("GET", "/project/NONE", expect=404)
        self.ask("GET", "/issue/createmeta/ACME/issuetypes")
        self.ask("GET", "/issue/createmeta/ACME/issuetypes/10002")

    def someone(self, words: str) -> dict[str, Any]:
        """A look-up of accounts, as this flavour asks it."""
        return {"query" if self.sandbox.world.is_cloud else "username": words}

    def issues(self) -> None:
        whole = self.fields(
            description=self.text("As round as can be"),
            labels=["shape"],
            priority={"name": "High"},
            assignee=self.person(),
            fixVersions=[{"name": "1.0"}],
            duedate="2026-03-01",
        )
        marks = [{"key": "pm.intent", "value": {"id": "1"}}]
        self.ask("POST", "/issue", {"fields": whole, "properties": marks}, expect=201)
        self.ask("POST", "/issue", {"fields": self.fields()}, expect=201)
        self.ask("GET", "/issue/ACME-1")
        self.ask("GET", "/issue/ACME-1", fields="summary,status", properties="pm.intent")
        update = {"labels": [{"add": "round"}, {"remove": "shape"}], "summary": [{"set": "Draw"}]}
        self.ask("PUT", "/issue/ACME-1", {"update": update}, expect=204)
        wish: dict[str, Any] = {
            "description": None,
            "assignee": None,
            "fixVersions": [],
            "priority": {"id": "3"},
        }
        self.ask("PUT", "/issue/ACME-1", {"fields": wish}, expect=204)
        remark = {"comment": [{"add": {"body": self.text("In one go")}}]}
        self.ask("PUT", "/issue/ACME-1", {"update": remark}, expect=204)
        self.ask("PUT", "/issue/ACME-2", {"fields": {"summary": "Squares"}}, returnIssue="true")
        self.ask("PUT", "/issue/ACME-2/assignee", self.person(), expect=204)
        self.ask("GET", "/issue/ACME-1/editmeta")

    def moves(self) -> None:
        path = "/issue/ACME-1/transitions"
        self.ask("GET", path)
        self.ask("POST", path, {"transition": {"id": "11"}}, expect=204)
        self.ask("GET", path, expand="transitions.fields")
        self.ask("POST", path, {"transition": {"id": "31"}}, expect=400)
        done = {"resolution": {"name": "Won't Do"}}
        self.ask("POST", path, {"transition": {"id": "31"}, "fields": done}, expect=204)
        self.ask("POST", path, {"transition": {"id": "61"}}, expect=204)
        self.ask("POST", path, {"transition": {"id": "999"}}, expect=400)
        self.ask("GET", "/issue/ACME-1", expand="changelog")
        self.ask("GET", "/issue/ACME-1/changelog", maxResults=2)
        self.sandbox.create("Leaves", labels=["shape"])
        self.sandbox.move("ACME-3", "OTHER")
        self.ask("GET", "/issue/ACME-3")

    def comments(self) -> None:
        path = "/issue/ACME-1/comment"
        first = {
            "body": self.text("Why?"),
            "properties": [{"key": "pm.intent", "value": "1"}],
            "visibility": {"type": "role", "value": "Administrators"},
        }
        made = self.ask("POST", path, first, expect=201)
        self.ask("POST", path, {"body": ""}, expect=400)
        self.ask("GET", path, startAt=0, maxResults=1, orderBy="-created", expand="properties")
        self.ask("GET", f"{path}/{made['id']}")
        self.ask("PUT", f"{path}/{made['id']}", {"body": self.text("Why not?")})
        self.ask("DELETE", f"{path}/{made['id']}", expect=204)
        self.ask("GET", f"{path}/{made['id']}", expect=404)

    def properties(self) -> None:
        path = "/issue/ACME-1/properties"
        self.ask("PUT", f"{path}/colour", {"name": "blue"}, expect=201)
        self.ask("PUT", f"{path}/colour", "red")
        self.ask("GET", path)
        self.ask("GET", f"{path}/colour")
        self.ask("DELETE", f"{path}/colour", expect=204)
        self.ask("GET", f"{path}/colour", expect=404)

    def searches(self) -> None:
        if not self.sandbox.world.is_cloud:
            wanted = {"jql": JQL, "startAt": 0, "maxResults": 1, "fields": ["summary", "comment"]}
            self.ask("POST", "/search", wanted)
            self.ask("GET", "/search", jql=JQL, fields="*all", expand="changelog")
            self.ask("GET", "/search", jql="nonsense = 1", expect=400)
            return
        page = self.ask("POST", "/search/jql", {"jql": JQL, "maxResults": 1})
        more = {"jql": JQL, "maxResults": 1, "nextPageToken": page["nextPageToken"]}
        self.ask("POST", "/search/jql", more | {"fields": ["*all"], "properties": ["pm.intent"]})
        self.ask("GET", "/search/jql", jql=JQL, fields="summary,comment", expand="changelog")
        self.ask("GET", "/search/jql", jql="nonsense = 1", expect=400)
        self.ask("GET", "/search", jql=JQL, expect=410)

    def refusals(self) -> None:
        self.ask("POST", "/issue", {"fields": {"summary": "No project"}}, expect=400)
        self.ask("POST", "/issue", {"fields": self.fields(colour="red")}, expect=400)
        self.ask("PUT", "/issue/ACME-1", {"fields": {"labels": ["a b"]}}, expect=400)
        self.ask("GET", "/issue/ACME-999", expect=404)
        self.ask("PATCH", "/issue/ACME-1", {}, expect=405)
        known = self.recorder.session.headers.pop("Authorization")
        self.ask("GET", "/myself", expect=401)
        self.ask("GET", "/serverInfo")
        self.recorder.session.headers["Authorization"] = known
        self.sandbox.site.read_only = True
        self.ask("DELETE", "/issue/ACME-2", expect=403)
        self.sandbox.site.read_only = False

    def limits(self) -> None:
        self.sandbox.pace.burst = 1
        self.ask("GET", "/issue/ACME-1")
        self.ask("GET", "/issue/ACME-1", expect=429)
        self.sandbox.pace.burst = None

    def ends(self) -> None:
        self.sandbox.comment("ACME-2", "Goes with its issue")
        self.ask("DELETE", "/issue/ACME-2", expect=204)
        self.ask("GET", "/issue/ACME-2", expect=404)
