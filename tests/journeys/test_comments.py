"""What is said on one side is said on the other, once; edits and deletions follow."""

from uuid import uuid4

from pair import linked_pair
from world import World

from domain.backlog_item.commands import Comment, EditComment, RemoveComment


def github_comments(world: World, number: int) -> list[str]:
    return [str(each["body"]) for each in world.github.comments(number)]


def jira_comments(world: World, key: str) -> list[str]:
    return [text_of(each["body"]) for each in world.jira.comments(key)]


def text_of(node: object) -> str:
    """The words of an ADF document, paragraphs apart."""
    if isinstance(node, str):
        return node
    if not isinstance(node, dict):
        return ""
    inner = "".join(text_of(each) for each in node.get("content", ()))
    text = str(node.get("text", "")) + inner
    return text + "\n" if node.get("type") == "paragraph" else text


def test_a_comment_at_github_appears_at_jira_once(world: World) -> None:
    number, key, jira = linked_pair(world)
    world.github.comment(number, "I lost a page today.")
    world.settle()
    (said,) = world.item(key).comments.values()
    assert said.body == "I lost a page today."
    (text,) = jira_comments(world, jira)
    assert "octavia wrote:" in text
    assert "I lost a page today." in text
    written = world.writes()
    for _ in range(3):
        world.reconcile()
    assert world.writes() == written


def test_a_comment_at_jira_appears_at_github_once(world: World) -> None:
    number, _, jira = linked_pair(world)
    world.jira.comment(jira, "Me too.")
    world.settle()
    world.reconcile()
    (text,) = github_comments(world, number)
    assert "Me too." in text


def test_a_comment_here_appears_at_both(world: World) -> None:
    number, key, jira = linked_pair(world)
    world.do(key, Comment(comment=uuid4(), body="We work on it."))
    world.settle()
    (there,) = github_comments(world, number)
    assert there.startswith("Ada wrote:\n\nWe work on it.")
    assert "We work on it." in jira_comments(world, jira)[0]


def test_edits_of_comments_follow_both_ways(world: World) -> None:
    number, key, jira = linked_pair(world)
    comment = world.github.comment(number, "First")
    world.settle()
    world.github.edit_comment(comment, "Second")
    world.settle()
    assert "Second" in jira_comments(world, jira)[0]
    (ours,) = world.item(key).comments
    world.do(key, EditComment(comment=ours, body="Third"))
    world.settle()
    assert "Third" in jira_comments(world, jira)[0]
    assert "Third" in github_comments(world, number)[0]
    assert world.item(key).comments[ours].body == "Third"


def test_deletions_of_comments_follow_both_ways(world: World) -> None:
    number, key, jira = linked_pair(world)
    first = world.github.comment(number, "First")
    world.github.comment(number, "Second")
    world.settle()
    world.github.delete_comment(first)
    world.settle()
    assert ["Second" in text for text in jira_comments(world, jira)] == [True]
    (ours,) = world.item(key).comments
    world.do(key, RemoveComment(comment=ours))
    world.settle()
    assert jira_comments(world, jira) == github_comments(world, number) == []


def test_a_restricted_comment_never_leaves_jira(world: World) -> None:
    number, key, jira = linked_pair(world)
    only = {"type": "role", "value": "Administrators"}
    world.jira.comment(jira, "The customer is ACME Ltd.", visibility=only)
    world.settle()
    world.reconcile()
    assert github_comments(world, number) == []
    assert not world.item(key).comments


def test_comments_are_imported_with_their_issues_once(world: World) -> None:
    number = world.github.create("Save drafts")
    for each in ("First", "Second"):
        world.github.comment(number, each)
    world.connect_github()
    world.import_all(world.github_id)
    (key,) = world.all_keys()
    assert [each.body for each in world.item(key).comments.values()] == ["First", "Second"]
    world.import_all(world.github_id)
    world.reconcile()
    assert len(world.item(key).comments) == 2
    assert world.github.counts["writes"] == 0


def test_a_comment_whose_answer_was_lost_is_posted_once(world: World) -> None:
    number, key, _ = linked_pair(world)
    world.lose_answer(world.github, ("POST", "/comments"))
    world.do(key, Comment(comment=uuid4(), body="Once."))
    world.settle()
    world.wait_for_retries()
    assert [text.count("Once.") for text in github_comments(world, number)] == [1]
    assert len(world.link(key, world.github_id).comments) == 1
