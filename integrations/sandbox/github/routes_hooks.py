"""Hooks of a repository, what they delivered, and doing it again."""

import json
from dataclasses import replace

from integrations.sandbox.clock import github_time
from integrations.sandbox.github import rules
from integrations.sandbox.github.call import Call, GitHubRoutes
from integrations.sandbox.github.records import Hook
from integrations.sandbox.webhooks import Delivery
from integrations.sandbox.wire import Answer, Json

ROUTES = GitHubRoutes()


@ROUTES.on("GET", "/hooks")
def list_hooks(call: Call) -> Answer:
    """Every hook."""
    return call.page([call.desk.shape(call.repo, hook) for hook in call.repo.hooks.values()])


@ROUTES.on("POST", "/hooks")
def add_hook(call: Call) -> Answer:
    """A new hook; it gets a ``ping``."""
    values = call.request.json()
    config = values.get("config")
    if not isinstance(config, dict) or not config.get("url"):
        raise rules.invalid("Hook", "url", "missing_field")
    _check(values)
    if any(hook.url == config["url"] for hook in call.repo.hooks.values()):
        raise rules.invalid("Hook", "url", "custom", message="Hook already exists")
    hook = call.desk.add(call.repo, config, values.get("events") or ["push"])
    hook.active = bool(values.get("active", True))
    return Answer(201, call.desk.shape(call.repo, hook))


@ROUTES.on("GET", "/hooks/{hook}")
def read_hook(call: Call) -> Answer:
    """One hook."""
    return Answer(200, call.desk.shape(call.repo, _hook(call)))


@ROUTES.on("PATCH", "/hooks/{hook}")
def edit_hook(call: Call) -> Answer:
    """Change a hook's address, secret, events or whether it is active."""
    hook, values = _hook(call), call.request.json()
    _check(values)
    config = values.get("config") or {}
    hook.config |= config
    hook.url = config.get("url", hook.url)
    hook.secret = config.get("secret", hook.secret)
    hook.events = values.get("events", hook.events)
    hook.active = values.get("active", hook.active)
    hook.updated_at = call.world.now()
    return Answer(200, call.desk.shape(call.repo, hook))


@ROUTES.on("DELETE", "/hooks/{hook}")
def delete_hook(call: Call) -> Answer:
    """Delete a hook."""
    del call.repo.hooks[_hook(call).id]
    return Answer(204)


@ROUTES.on("POST", "/hooks/{hook}/pings")
def ping(call: Call) -> Answer:
    """Send a ``ping``."""
    call.desk.ping(call.repo, _hook(call))
    return Answer(204)


@ROUTES.on("GET", "/hooks/{hook}/deliveries")
def list_deliveries(call: Call) -> Answer:
    """What was delivered, newest first; ``cursor`` leads to older ones."""
    found = _deliveries(call)[::-1]
    cursor, size = call.request.query.get("cursor", ""), _size(call)
    if cursor:
        found = [d for d in found if d.parcel.id <= int(cursor)]
    links = {}
    if len(found) > size:
        after = call.address(cursor=found[size].parcel.id)
        links["Link"] = f'<{after}>; rel="next"'
    return Answer(200, [_line(call, d) for d in found[:size]], links)


@ROUTES.on("GET", "/hooks/{hook}/deliveries/{delivery}")
def read_delivery(call: Call) -> Answer:
    """One delivery with request and response."""
    delivery = _delivery(call)
    parcel = delivery.parcel
    whole = {
        "url": parcel.url,
        "request": {"headers": parcel.headers, "payload": json.loads(parcel.body)},
        "response": {"headers": delivery.headers, "payload": delivery.answer},
    }
    return Answer(200, _line(call, delivery) | whole)


@ROUTES.on("POST", "/hooks/{hook}/deliveries/{delivery}/attempts")
def redeliver(call: Call) -> Answer:
    """Deliver again, under the same GUID."""
    parcel = _delivery(call).parcel
    call.desk.courier.send(replace(parcel, id=call.world.new_id(), attempt=parcel.attempt + 1))
    return Answer(202, {})


def _check(values: Json) -> None:
    """Address, secret and events are texts.

    Raises:
        Refusal: 422, they are not.
    """
    config, events = values.get("config") or {}, values.get("events") or []
    if not isinstance(config, dict) or not isinstance(events, list):
        raise rules.invalid("Hook", "config", "invalid")
    for field in ("url", "secret"):
        rules.words(config.get(field), "Hook", field)
    for event in events:
        rules.words(event, "Hook", "events")


def _hook(call: Call) -> Hook:
    found = call.repo.hooks.get(call.number("hook"))
    if found is None:
        raise rules.not_found()
    return found


def _deliveries(call: Call) -> list[Delivery]:
    hook = _hook(call)
    return [d for d in list(call.desk.courier.deliveries) if d.parcel.hook_id == hook.id]


def _delivery(call: Call) -> Delivery:
    wanted = call.number("delivery")
    found = next((d for d in _deliveries(call) if d.parcel.id == wanted), None)
    if found is None:
        raise rules.not_found()
    return found


def _line(call: Call, delivery: Delivery) -> Json:
    parcel = delivery.parcel
    return {
        "id": parcel.id,
        "guid": parcel.guid,
        "delivered_at": github_time(delivery.at),
        "redelivery": parcel.attempt > 0,
        "duration": round(delivery.duration.total_seconds(), 3),
        "status": "OK" if delivery.arrived else delivery.answer or "failed to connect to host",
        "status_code": delivery.status,
        "event": parcel.event,
        "action": parcel.action,
        "installation_id": None,
        "repository_id": call.repo.id,
        "throttled_at": None,
    }


def _size(call: Call) -> int:
    text = call.request.query.get("per_page", "")
    return min(int(text), 100) if text.isdecimal() and int(text) else 30
