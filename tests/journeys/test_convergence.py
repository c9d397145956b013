"""Whatever happens on three sides, in any order, they end alike, or a conflict says why not."""

from collections.abc import Callable
from random import Random
from uuid import UUID, uuid4

import pytest
from pair import Pair, linked_pair
from world import World

from domain.backlog_item.commands import (
    Comment,
    Drop,
    Edit,
    EditComment,
    RemoveComment,
    Reopen,
)
from domain.refusal import DomainError
from integrations.equivalence import equivalent
from integrations.issue import Issue, RemoteRef
from integrations.sandbox.faults import (
    Fault,
    answer,
    commit_then_answer,
    commit_then_drop,
    drop,
    rate_limit,
)
from ledger.errors import Contended
from workers.release_names import states_of
from workers.settle import ours_of, space_of

OPERATIONS = 40
LABELS = ("ui", "api", "slow", "good first issue")
Deed = Callable[[World, Pair, Random], None]


def here_title(world: World, pair: Pair, dice: Random) -> None:
    world.do(pair.key, Edit(title=f"Here {dice.random():.3f}"))


def here_body(world: World, pair: Pair, dice: Random) -> None:
    world.do(pair.key, Edit(description=f"# Here\n\n{dice.random():.3f} *soon*"))


def here_labels(world: World, pair: Pair, dice: Random) -> None:
    labels = {each.replace(" ", "-") for each in dice.sample(LABELS, 2)}
    world.do(pair.key, Edit(labels=tuple(sorted(labels))))


def here_status(world: World, pair: Pair, dice: Random) -> None:
    closed = world.item(pair.key).status in ("done", "dropped")
    world.do(pair.key, Reopen() if closed else Drop(), reason="thrown by the dice")


def here_comment(world: World, pair: Pair, dice: Random) -> None:
    known = list(world.item(pair.key).comments)
    roll = dice.random()
    if not known or roll < 0.5:
        world.do(pair.key, Comment(comment=uuid4(), body=f"Said {roll:.3f}"))
    elif roll < 0.8:
        world.do(pair.key, EditComment(comment=dice.choice(known), body=f"Meant {roll:.3f}"))
    else:
        world.do(pair.key, RemoveComment(comment=dice.choice(known)))


def github_title(world: World, pair: Pair, dice: Random) -> None:
    world.github.edit(pair.number, title=f"GitHub {dice.random():.3f}")


def github_body(world: World, pair: Pair, dice: Random) -> None:
    world.github.edit(pair.number, body=f"- [ ] GitHub\r\n- {dice.random():.3f}\r\n")


def github_labels(world: World, pair: Pair, dice: Random) -> None:
    world.github.edit(pair.number, labels=dice.sample(LABELS, 2))


def github_status(world: World, pair: Pair, dice: Random) -> None:
    if world.github.issue(pair.number)["state"] == "closed":
        world.github.edit(pair.number, state="open")
    else:
        why = dice.choice(["completed", "not_planned"])
        world.github.edit(pair.number, state="closed", state_reason=why)


def github_comment(world: World, pair: Pair, dice: Random) -> None:
    known = world.github.comments(pair.number)
    roll = dice.random()
    if not known or roll < 0.5:
        world.github.comment(pair.number, f"GitHub says {roll:.3f}")
    elif roll < 0.8:
        world.github.edit_comment(dice.choice(known)["id"], f"GitHub means {roll:.3f}")
    else:
        world.github.delete_comment(dice.choice(known)["id"])


def jira_title(world: World, pair: Pair, dice: Random) -> None:
    world.jira.edit(pair.jira, summary=f"Jira {dice.random():.3f}")


def jira_labels(world: World, pair: Pair, dice: Random) -> None:
    kept = [each for each in world.jira.issue(pair.jira)["fields"]["labels"] if "trueline" in each]
    new = [each.replace(" ", "-") for each in dice.sample(LABELS, 2)]
    world.jira.edit(pair.jira, labels=kept + new)


def jira_status(world: World, pair: Pair, dice: Random) -> None:
    world.jira.transition(pair.jira, dice.choice(["To Do", "In Progress", "Done"]))


def jira_comment(world: World, pair: Pair, dice: Random) -> None:
    world.jira.comment(pair.jira, f"Jira says {dice.random():.3f}")


def fault(world: World, _pair: Pair, dice: Random) -> None:
    sandbox = dice.choice([world.github, world.jira])
    do = dice.choice(
        [answer(502), commit_then_answer(502), commit_then_drop(), drop(), rate_limit(5)]
    )
    method = dice.choice(["GET", "POST", "PATCH", "PUT"])
    sandbox.faults.add(Fault((method, "."), do, nth=dice.randint(1, 3)))


def mail(world: World, _pair: Pair, dice: Random) -> None:
    """Lose, repeat, hold back or turn round what the trackers tell."""
    courier = dice.choice([world.github.webhooks, world.jira.webhooks])
    courier.dropping = dice.random() < 0.2
    courier.copies = dice.choice([1, 1, 2])
    if dice.random() < 0.5:
        courier.holding = True
    else:
        courier.release(backwards=dice.random() < 0.5)


def pause(world: World, _pair: Pair, dice: Random) -> None:
    if dice.random() < 0.5:
        world.settle()
    else:
        world.clock.advance(dice.choice([1, 20, 130]))


DEEDS: tuple[Deed, ...] = (
    here_title,
    here_body,
    here_labels,
    here_status,
    here_comment,
    github_title,
    github_body,
    github_labels,
    github_status,
    github_comment,
    jira_title,
    jira_labels,
    jira_status,
    jira_comment,
    fault,
    mail,
    pause,
)


@pytest.mark.parametrize("seed", range(6))
def test_three_sides_end_alike_or_in_a_visible_conflict(small_world: World, seed: int) -> None:
    world, dice = small_world, Random(seed)
    pair = linked_pair(world, body="To begin with.", labels=["ui"])
    for _ in range(OPERATIONS):
        try:
            dice.choice(DEEDS)(world, pair, dice)
        except (DomainError, Contended):
            continue  # a person would be told: not allowed now, or somebody else was faster
    come_to_rest(world)
    assert len(world.jira.issues()) == len(world.github.issues()) == len(world.all_keys()) == 1
    for connection_id in world.known_connections():
        assert unexplained(world, pair.key, connection_id) == {}
    assert_comments_agree(world, pair)
    written = world.writes()
    for _ in range(3):
        world.reconcile()
    assert world.writes() == written


def come_to_rest(world: World) -> None:
    """No faults and no lost mail any more; everything that waits is worked on."""
    for sandbox in (world.github, world.jira):
        sandbox.faults.clear()
        sandbox.webhooks.dropping, sandbox.webhooks.copies = False, 1
        sandbox.webhooks.release()
    world.settle()
    world.clock.advance(130)
    world.reconcile()
    world.wait_for_retries()


def unexplained(world: World, key: str, connection_id: UUID) -> dict[str, object]:
    """The fields that differ between item and issue although no conflict says so."""
    link, connection = world.link(key, connection_id), world.connection(connection_id)
    tracker = world.context.trackers.open(connection)
    assert link.remote is not None
    issue: Issue = tracker.fetch(RemoteRef(link.remote.id, link.remote.key, link.remote.url))
    space = space_of(connection, tracker, states_of(world.ledger))
    ours = ours_of(link, world.item(key), link.base, space)
    return {
        name: (getattr(ours, name), getattr(issue.fields, name), link.base.get(name), link.state)
        for name in tracker.holds
        if name not in link.conflicts
        and not equivalent(name, getattr(ours, name), getattr(issue.fields, name))
    }


def assert_comments_agree(world: World, pair: Pair) -> None:
    ours = len(world.item(pair.key).comments)
    assert len(world.github.comments(pair.number)) == ours
    assert len(world.jira.comments(pair.jira)) == ours
