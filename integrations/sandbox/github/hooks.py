"""Webhooks of the sandbox GitHub: what happened becomes a signed parcel per hook."""

import json
import uuid

from integrations.sandbox.github.records import Hook, Repository, User
from integrations.sandbox.github.repository_shape import repository
from integrations.sandbox.github.shapes import Shapes
from integrations.sandbox.github.world import Event, World
from integrations.sandbox.webhooks import Courier, Parcel, sign
from integrations.sandbox.wire import Json

ALL_EVENTS = ["issues", "issue_comment"]


class HookDesk:
    """Turns events into payloads and hands them to the courier."""

    def __init__(self, world: World, courier: Courier, *, push_access: bool = True) -> None:
        self.world = world
        self.courier = courier
        self.push_access = push_access
        self.base = ""

    def add(self, repo: Repository, config: Json, events: list[str] | None = None) -> Hook:
        """A new hook, greeted with a ``ping``.

        Source: docs.github.com/webhooks/webhook-events-and-payloads#ping
        """
        now = self.world.now()
        hook = Hook(
            self.world.new_id() % 1_000_000_000,
            str(config["url"]),
            str(config.get("secret") or ""),
            events or list(ALL_EVENTS),
            now,
            now,
            config=dict(config),
        )
        repo.hooks[hook.id] = hook
        self.ping(repo, hook)
        return hook

    def ping(self, repo: Repository, hook: Hook) -> None:
        """Say hello."""
        body = {
            "zen": "Keep it logically awesome.",
            "hook_id": hook.id,
            "hook": self.shape(repo, hook),
            **self._scene(repo, self.world.account),
        }
        self._send(hook, "ping", None, body)

    def tell(self, event: Event) -> None:
        """Send an event to every active hook that wants it."""
        hooks = [
            h
            for h in event.repo.hooks.values()
            if h.active and (event.name in h.events or "*" in h.events)
        ]
        if hooks:
            payload = self._payload(event)
            for hook in hooks:
                self._send(hook, event.name, event.action, payload)

    def shape(self, repo: Repository, hook: Hook) -> Json:
        """A hook as the API shows it; the secret is starred."""
        url = f"{self.base}/repos/{repo.full_name}/hooks/{hook.id}"
        config = {"insecure_ssl": "0", "content_type": "json", **hook.config, "url": hook.url}
        if hook.secret:
            config["secret"] = "*" * 8
        code, status = self._last(hook)
        return {
            "type": "Repository",
            "id": hook.id,
            "name": "web",
            "active": hook.active,
            "events": hook.events,
            "config": config,
            "updated_at": f"{hook.updated_at:%Y-%m-%dT%H:%M:%SZ}",
            "created_at": f"{hook.created_at:%Y-%m-%dT%H:%M:%SZ}",
            "url": url,
            "test_url": f"{url}/tests",
            "ping_url": f"{url}/pings",
            "deliveries_url": f"{url}/deliveries",
            "last_response": {"code": code, "status": status, "message": None},
        }

    def repository(self, repo: Repository) -> Json:
        """The repository as webhooks show it."""
        owner = self.world.user(repo.owner)
        return repository(Shapes(self.base), repo, owner, push=self.push_access)

    def _last(self, hook: Hook) -> tuple[int | None, str]:
        mine = [d for d in self.courier.deliveries if d.parcel.hook_id == hook.id]
        return (mine[-1].status, "active") if mine else hook.last

    def _payload(self, event: Event) -> Json:
        shapes, repo = Shapes(self.base), event.repo
        body: Json = {"action": event.action}
        if event.issue is not None:
            body["issue"] = shapes.issue(repo, event.issue)
        if event.comment is not None:
            body["comment"] = shapes.comment(repo, event.comment)
        if event.label is not None:
            body["label"] = shapes.label(repo, event.label)
        if event.milestone is not None:
            body["milestone"] = shapes.milestone(repo, event.milestone)
        if event.assignee is not None:
            body["assignee"] = shapes.user(event.assignee)
        if event.changes is not None:
            body["changes"] = event.changes
        return body | self._scene(repo, event.actor)

    def _scene(self, repo: Repository, actor: User) -> Json:
        return {"repository": self.repository(repo), "sender": Shapes(self.base).user(actor)}

    def _send(self, hook: Hook, event: str, action: str | None, payload: Json) -> None:
        body = json.dumps(payload, ensure_ascii=False).encode("utf-8", "surrogatepass")
        guid = str(uuid.uuid4())
        headers = {
            "Accept": "*/*",
            "Content-Type": "application/json",
            "User-Agent": "GitHub-Hookshot/sandbox",
            "X-GitHub-Delivery": guid,
            "X-GitHub-Event": event,
            "X-GitHub-Hook-ID": str(hook.id),
            "X-GitHub-Hook-Installation-Target-Type": "repository",
        }
        if hook.secret:
            headers["X-Hub-Signature-256"] = sign(hook.secret, body)
        self.courier.send(
            Parcel(self.world.new_id(), hook.url, guid, event, action, headers, body, hook.id)
        )
