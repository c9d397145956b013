"""``trueline meeting``: who met about what, what came out of it, and who does what until when."""

from typing import Any

import click

from domain.keys import kind_of
from domain.meeting.rules import MEETING
from trueline.commands.paging import paged
from trueline.commands.thing import group_of
from trueline.failure import USAGE, CommandFailed
from trueline.reach import reach
from trueline.short_keys import PRODUCT
from trueline.show import json_option, lateness, show_json, show_page

meeting = group_of(MEETING, "meeting", ("key", "status", "kind", "day", "open_actions", "title"))


def _holding(schedule: click.Command, hold: click.Command) -> click.Command:
    """``hold KEY`` for a meeting that was scheduled, ``hold TITLE`` for one that was not."""
    own = [each for each in hold.params if isinstance(each, click.Option)]
    known = {each.name for each in own}
    more = [
        each
        for each in schedule.params
        if isinstance(each, click.Option)
        and each.name not in {*known, "held", "title", "attendees"}
    ]

    def callback(key: str | None, title: str | None, **said: Any) -> None:  # as declared
        named = key or title
        if named is None:
            message = "Say which meeting: its KEY, or the title of one that was not scheduled."
            raise CommandFailed(message, USAGE)
        if key and _is_key(key):
            others = [each.name for each in more if said.pop(each.name or "", None)]
            if others or title:
                message = f"{key} was scheduled: only what came of it can be said now."
                raise CommandFailed(message, USAGE)
            _call(hold, key=key, values=(), **said)
        else:
            _call(schedule, values=(), title=named, held=True, attendees=said["attended"], **said)

    return click.Command(
        "hold",
        params=[
            click.Argument(["key"], required=False, metavar="[KEY or TITLE]"),
            click.Option(["title", "--title"], help="Of a meeting that was not scheduled."),
            *own,
            *more,
        ],
        help=(
            f"{hold.help}\n\nSuch as: trueline meeting hold 'Globex call' --kind client "
            "--attendee bob@Globex --outcome 'decision: Security review first'"
        ),
        callback=callback,
    )


def _is_key(word: str) -> bool:
    return "meeting" in (kind_of(word), kind_of(f"XX-{word}"))


def _call(command: click.Command, **said: Any) -> None:  # the values of its parameters
    names = {each.name for each in command.params}
    assert command.callback is not None  # noqa: S101  # every command here has one
    command.callback(**{name: value for name, value in said.items() if name in names})


meeting.add_command(_holding(meeting.commands["schedule"], meeting.commands["hold"]))


@meeting.command()
@click.option("--owner", help="Actions of this person, or several with commas between.")
@click.option("--of", help="meeting or risk; both if not said.")
@click.option("--overdue", is_flag=True, help="Only what is late.")
@paged()
@PRODUCT
@json_option
def actions(*, as_json: bool, overdue: bool, **filters: str | int | None) -> None:
    """List what is still to be done after meetings and about risks, by owner and day."""
    with reach() as api:
        answer = api.get("/v1/actions", overdue="yes" if overdue else None, **filters)
    if as_json:
        show_json(answer)
        return
    found = sorted(answer["data"], key=lambda each: (each["owner"], each["due"], each["key"]))
    rows = [
        (
            each["owner"],
            each["due"],
            lateness(each["days_late"]),
            each["key"],
            each["action"],
            each["text"],
        )
        for each in found
    ]
    empty = "Nothing is to be done: trueline meeting assign-action KEY TEXT OWNER DUE."
    show_page(answer, ("Owner", "Due", "Late", "Key", "Action", "Text"), rows, empty=empty)
