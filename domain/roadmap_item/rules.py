"""A roadmap item's rules: every command and the rule that answers it."""

from domain.aggregate import Aggregate, aggregate
from domain.roadmap_item import commands, describing, placing, progress, results, ties
from domain.roadmap_item.evolve import evolve
from domain.roadmap_item.state import RoadmapItem

ROADMAP_ITEM: Aggregate[RoadmapItem] = aggregate(
    "roadmap_item",
    "roadmap-items",
    RoadmapItem,
    opening=commands.Propose,
    rules={
        commands.Propose: describing.propose,
        commands.Describe: describing.describe,
        commands.Nest: ties.nest,
        commands.Score: describing.score,
        commands.Move: placing.move,
        commands.Schedule: placing.schedule,
        commands.Reschedule: placing.reschedule,
        commands.Commit: placing.commit,
        commands.Uncommit: placing.uncommit,
        commands.Announce: placing.announce,
        commands.ReportHealth: progress.report_health,
        commands.Start: progress.start,
        commands.Pause: progress.pause,
        commands.Resume: progress.resume,
        commands.Ship: progress.ship,
        commands.Drop: progress.drop,
        commands.Revive: progress.revive,
        commands.Expect: results.expect,
        commands.WithdrawOutcome: results.withdraw_outcome,
        commands.ReviewOutcome: results.review_outcome,
        commands.SetBudget: results.set_budget,
        commands.RecordCost: results.record_cost,
        commands.Link: ties.link,
        commands.Unlink: ties.unlink,
        commands.JoinRelease: placing.join_release,
        commands.LeaveRelease: placing.leave_release,
        commands.BePointedTo: ties.be_pointed_to,
        commands.BeLetGo: ties.be_let_go,
    },
    evolve=evolve,
    transitions=progress.TRANSITIONS,
)
