"""Webhooks of the sandbox Jira: what happened becomes a signed parcel per webhook.

Source: developer.atlassian.com/cloud/jira/platform/webhooks
"""

import json
import uuid

from integrations.sandbox.clock import epoch_ms
from integrations.sandbox.jira.records import Issue, Webhook
from integrations.sandbox.jira.shapes import Shapes
from integrations.sandbox.jira.world import Event, World
from integrations.sandbox.webhooks import Courier, Parcel, sign
from integrations.sandbox.wire import Json

ALL_EVENTS = frozenset(
    {
        "jira:issue_created",
        "jira:issue_updated",
        "jira:issue_deleted",
        "comment_created",
        "comment_updated",
        "comment_deleted",
    }
)
BRIEF = ("summary", "issuetype", "project", "assignee", "priority", "status")


class HookDesk:
    """Turns events into payloads and hands them to the courier."""

    def __init__(self, world: World, courier: Courier) -> None:
        self.world = world
        self.courier = courier
        self.hooks: list[Webhook] = []
        self.base = ""

    def add(self, url: str, secret: str, events: frozenset[str] = ALL_EVENTS) -> Webhook:
        """A new webhook."""
        hook = Webhook(self.world.new_id(), url, secret, events)
        self.hooks.append(hook)
        return hook

    def tell(self, event: Event) -> None:
        """Send an event to every webhook that wants it."""
        hooks = [hook for hook in self.hooks if event.name in hook.events]
        if hooks:
            body = json.dumps(self._payload(event), ensure_ascii=False)
            for hook in hooks:
                self._send(hook, event, body.encode("utf-8", "surrogatepass"))

    def _payload(self, event: Event) -> Json:
        """Webhooks speak version 2 of the API: text is wiki text."""
        shapes = Shapes(self.base, 2, self.world.is_cloud)
        payload: Json = {
            "timestamp": epoch_ms(self.world.now()),
            "webhookEvent": event.name,
        }
        if event.comment is not None:
            payload["comment"] = shapes.comment(event.issue, event.comment)
            if not self.world.site.bare_comment_events:
                payload["issue"] = _brief(shapes, event.issue)
            return payload
        payload["user"] = shapes.user(event.actor)
        payload["issue"] = shapes.issue(event.issue, lambda name: name != "comment")
        if event.kind:
            payload["issue_event_type_name"] = event.kind
        if event.history is not None:
            items = shapes.changes(event.history)
            payload["changelog"] = {"id": str(event.history.id), "items": items}
        return payload

    def _send(self, hook: Webhook, event: Event, body: bytes) -> None:
        guid = str(uuid.uuid4())
        headers = {
            "Content-Type": "application/json; charset=UTF-8",
            "User-Agent": "Atlassian HttpClient unknown / Atlassian Webhook HTTP Client",
            "X-Atlassian-Webhook-Identifier": guid,
            "X-Atlassian-Webhook-Flow": "Secondary" if event.secondary else "Primary",
        }
        if hook.secret:
            headers["X-Hub-Signature"] = sign(hook.secret, body)
        number = self.world.new_id()
        self.courier.send(
            Parcel(number, hook.url, guid, event.name, event.kind, headers, body, hook.id)
        )


def _brief(shapes: Shapes, issue: Issue) -> Json:
    whole = shapes.issue(issue, lambda name: name in BRIEF)
    return {name: whole[name] for name in ("id", "self", "key", "fields")}
