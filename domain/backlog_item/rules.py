"""A backlog item's rules: every command and the rule that answers it."""

from collections.abc import Mapping

from domain.aggregate import Aggregate, Rule, aggregate
from domain.archived import unless_archived
from domain.backlog_item import commands, comments, content, progress, relations
from domain.backlog_item.evolve import evolve
from domain.backlog_item.facts import ItemArchived, ItemRestored
from domain.backlog_item.state import BacklogItem
from domain.command import Command
from domain.fact import Fact
from domain.scene import Scene


def _archive(state: BacklogItem, _command: commands.Archive, _scene: Scene) -> list[Fact]:
    return [] if state.archived else [ItemArchived()]


def _restore(state: BacklogItem, _command: commands.Restore, _scene: Scene) -> list[Fact]:
    return [ItemRestored()] if state.archived else []


_RULES: Mapping[type[Command], Rule] = {
    commands.Edit: content.edit,
    commands.AddAcceptance: content.add_acceptance,
    commands.JudgeAcceptance: content.judge_acceptance,
    commands.Estimate: content.estimate,
    commands.Rank: content.rank,
    commands.Assign: content.assign,
    commands.Unassign: content.unassign,
    commands.MarkReady: progress.mark_ready,
    commands.Start: progress.start,
    commands.SendToReview: progress.send_to_review,
    commands.Complete: progress.complete,
    commands.Reopen: progress.reopen,
    commands.Block: progress.block,
    commands.Unblock: progress.unblock,
    commands.Drop: progress.drop,
    commands.Split: relations.split,
    commands.MergeInto: relations.merge_into,
    commands.Link: relations.link,
    commands.Unlink: relations.unlink,
    commands.JoinRelease: relations.join_release,
    commands.JoinIteration: relations.join_iteration,
    commands.Comment: comments.comment,
    commands.EditComment: comments.edit_comment,
    commands.RemoveComment: comments.remove_comment,
}

ITEM: Aggregate[BacklogItem] = aggregate(
    "item",
    "items",
    BacklogItem,
    opening=commands.AddItem,
    rules={
        commands.AddItem: content.add,
        **{command: unless_archived(rule) for command, rule in _RULES.items()},
        commands.LeaveRelease: relations.leave_release,
        commands.LeaveIteration: relations.leave_iteration,
        commands.Archive: _archive,
        commands.Restore: _restore,
    },
    evolve=evolve,
    transitions=progress.ALLOWED,
    taken=None,
)
