"""Text that we could not write back without loss is read, and never rewritten by another edit."""

from typing import Any

from world import World

from domain.backlog_item.commands import Edit

PANEL: dict[str, Any] = {
    "type": "doc",
    "version": 1,
    "content": [
        {
            "type": "panel",
            "attrs": {"panelType": "warning"},
            "content": [
                {"type": "paragraph", "content": [{"type": "text", "text": "Mind the gap."}]}
            ],
        },
        {"type": "paragraph", "content": [{"type": "text", "text": "Walk on."}]},
    ],
}


def guarded(world: World) -> tuple[str, str]:
    """An imported issue with a panel, which Markdown has no word for."""
    jira = world.jira.create("Gap", description=PANEL)
    world.connect_jira()
    world.import_all(world.jira_id)
    (key,) = world.all_keys()
    return key, jira


def test_a_panel_is_read_and_guarded_with_a_reason(small_world: World) -> None:
    world = small_world
    key, _ = guarded(world)
    assert "Mind the gap." in world.item(key).description
    assert world.link(key, world.jira_id).guarded.get("body")


def test_a_title_edit_here_leaves_the_guarded_body_as_it_is(small_world: World) -> None:
    world = small_world
    key, jira = guarded(world)
    before = world.jira.issue(jira)["fields"]["description"]
    world.do(key, Edit(title="Gaps", labels=("safety",)))
    world.settle()
    world.reconcile()
    fields = world.jira.issue(jira)["fields"]
    assert fields["summary"] == "Gaps"
    assert fields["description"] == before


def test_a_body_edited_here_on_purpose_replaces_the_whole(small_world: World) -> None:
    world = small_world
    key, jira = guarded(world)
    world.do(key, Edit(description="All quiet."))
    world.settle()
    text = str(world.jira.issue(jira)["fields"]["description"])
    assert "All quiet." in text
    assert "panel" not in text
    assert "body" not in world.link(key, world.jira_id).guarded
