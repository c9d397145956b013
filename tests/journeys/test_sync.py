"""An edit on one side appears on the other, once, and does not come back."""

from pair import linked_pair
from world import World

from domain.backlog_item.commands import Drop, Edit, MarkReady, SendToReview, Start
from domain.link.commands import SettleConflict


def jira_title(world: World, key: str) -> str:
    return str(world.jira.issue(key)["fields"]["summary"])


def test_mirroring_creates_the_issue_once(world: World) -> None:
    _, _, jira = linked_pair(world, body="They vanish on reload.", labels=["ui"])
    (issue,) = world.jira.issues()
    assert (issue["key"], issue["fields"]["summary"]) == (jira, "Save drafts")
    assert "ui" in issue["fields"]["labels"]


def test_an_edit_at_github_appears_at_jira_without_an_echo(world: World) -> None:
    number, key, jira = linked_pair(world)
    world.github.edit(number, title="Save drafts offline")
    world.settle()
    assert world.item(key).title == "Save drafts offline"
    assert jira_title(world, jira) == "Save drafts offline"
    written = world.writes()
    for _ in range(3):
        world.reconcile()
    assert world.writes() == written


def test_an_edit_at_jira_appears_at_github(world: World) -> None:
    number, key, jira = linked_pair(world)
    world.jira.edit(jira, summary="Keep drafts")
    world.settle()
    assert world.item(key).title == "Keep drafts"
    assert world.github.issue(number)["title"] == "Keep drafts"


def test_an_edit_here_appears_at_linked_pair(world: World) -> None:
    number, key, jira = linked_pair(world)
    world.do(key, Edit(title="Never lose a draft"))
    world.settle()
    assert world.github.issue(number)["title"] == "Never lose a draft"
    assert jira_title(world, jira) == "Never lose a draft"


def test_different_fields_on_two_sides_merge(world: World) -> None:
    number, key, jira = linked_pair(world)
    world.github.webhooks.holding = world.jira.webhooks.holding = True
    world.github.edit(number, body="Every keystroke counts.")
    world.jira.edit(jira, summary="Drafts survive")
    world.github.webhooks.release()
    world.jira.webhooks.release()
    world.settle()
    assert world.github.issue(number)["title"] == "Drafts survive"
    assert world.item(key).description == "Every keystroke counts."
    assert not world.link(key, world.jira_id).conflicts


def test_the_same_field_on_two_sides_is_a_conflict_that_holds_no_other_field(world: World) -> None:
    number, key, jira = conflicted(world)
    conflict = world.link(key, world.github_id).conflicts["title"]
    assert (conflict.base, conflict.ours, conflict.theirs) == ("Save drafts", "Ours", "Theirs")
    world.do(key, Edit(priority="high", labels=("draft",)))
    world.settle()
    assert world.github.issue(number)["title"] == "Theirs"
    assert [each["name"] for each in world.github.issue(number)["labels"]] == ["draft"]
    assert jira_title(world, jira) == "Ours"


def test_a_conflict_settled_as_ours_is_pushed(world: World) -> None:
    number, key, _ = conflicted(world)
    settle = SettleConflict("title", "ours")
    world.tell(world.link_id(key, world.github_id), settle, reason="Marketing decided")
    world.settle()
    assert world.github.issue(number)["title"] == "Ours"
    assert not world.link(key, world.github_id).conflicts


def test_a_conflict_settled_as_theirs_is_pulled(world: World) -> None:
    _, key, jira = conflicted(world)
    settle = SettleConflict("title", "theirs")
    world.tell(world.link_id(key, world.github_id), settle, reason="They were first")
    world.settle()
    assert world.item(key).title == "Theirs"
    assert jira_title(world, jira) == "Theirs"


def conflicted(world: World) -> tuple[int, str, str]:
    """Title changed here and at GitHub, from what both agreed on."""
    number, key, jira = linked_pair(world)
    world.github.webhooks.holding = True
    world.github.edit(number, title="Theirs")
    world.do(key, Edit(title="Ours"))
    world.github.webhooks.release()
    world.settle()
    return number, key, jira


def test_labels_added_and_removed_on_three_sides_all_survive(world: World) -> None:
    number, key, jira = linked_pair(world, labels=["a", "b"])
    world.github.webhooks.holding = world.jira.webhooks.holding = True
    world.github.edit(number, labels=["a", "b", "c"])
    there = [label for label in world.jira.issue(jira)["fields"]["labels"] if label != "a"]
    world.jira.edit(jira, labels=there)
    world.do(key, Edit(labels=("a", "b", "d")))
    world.github.webhooks.release()
    world.jira.webhooks.release()
    world.settle()
    assert set(world.item(key).labels) == {"b", "c", "d"}
    assert {each["name"] for each in world.github.issue(number)["labels"]} == {"b", "c", "d"}
    plain = {each for each in world.jira.issue(jira)["fields"]["labels"] if "trueline" not in each}
    assert plain == {"b", "c", "d"}


def test_closed_as_not_planned_becomes_wont_do_at_jira(world: World) -> None:
    number, key, jira = linked_pair(world)
    world.github.edit(number, state="closed", state_reason="not_planned")
    world.settle()
    assert (world.item(key).status, world.item(key).resolution) == ("dropped", "wont_do")
    fields = world.jira.issue(jira)["fields"]
    assert fields["status"]["statusCategory"]["key"] == "done"
    assert fields["resolution"]["name"] == "Won't Do"


def test_wont_do_at_jira_closes_as_not_planned(world: World) -> None:
    number, _, jira = linked_pair(world)
    world.jira.transition(jira, "Done", resolution="Won't Do")
    world.settle()
    issue = world.github.issue(number)
    assert (issue["state"], issue["state_reason"]) == ("closed", "not_planned")


def test_another_reason_for_closing_travels_too(world: World) -> None:
    number, key, jira = linked_pair(world)
    world.github.edit(number, state="closed", state_reason="completed")
    world.settle()
    assert world.jira.issue(jira)["fields"]["resolution"]["name"] == "Done"
    world.github.edit(number, state="closed", state_reason="not_planned")
    world.settle()
    fields = world.jira.issue(jira)["fields"]
    assert (fields["status"]["name"], fields["resolution"]["name"]) == ("Done", "Won't Do")
    assert world.item(key).status == "dropped"
    assert "status" not in world.link(key, world.jira_id).not_accepted
    written = world.writes()
    for _ in range(3):
        world.reconcile()
    assert world.writes() == written


def test_reopening_travels_too(world: World) -> None:
    number, key, jira = linked_pair(world)
    world.do(key, Drop(), reason="Nobody asked")
    world.settle()
    world.github.edit(number, state="open")
    world.settle()
    assert world.item(key).status == "new"
    category = world.jira.issue(jira)["fields"]["status"]["statusCategory"]["key"]
    assert category != "done"


def test_a_status_that_github_cannot_say_is_not_flattened_by_an_edit_there(world: World) -> None:
    number, key, jira = linked_pair(world)
    world.do(key, MarkReady())
    world.do(key, Start())
    world.do(key, SendToReview())
    world.settle()
    world.github.edit(number, title="Save drafts in review")
    world.settle()
    assert world.item(key).status == "in_review"
    category = world.jira.issue(jira)["fields"]["status"]["statusCategory"]["key"]
    assert category == "indeterminate"


def test_a_title_edit_does_not_rewrite_the_body(world: World) -> None:
    body = "| a | b |\r\n|---|---|\r\n| 1 | 2 |\r\n\r\n<details>hidden</details>\r\n- [ ] todo"
    number, key, _ = linked_pair(world, body=body)
    world.do(key, Edit(title="Another title"))
    world.settle()
    assert world.github.issue(number)["body"] == body
