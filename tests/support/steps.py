"""Random steps through a whole plan, on short names: what may happen to each kind of thing."""

from typing import Any

from hypothesis import strategies as st

from domain.backlog_item import commands as item
from domain.brief import commands as brief
from domain.connection import commands as connection
from domain.connection.facts import Mapping
from domain.evidence import commands as evidence
from domain.iteration import commands as iteration
from domain.link import commands as link
from domain.link.facts import Remote
from domain.metric import commands as metric
from domain.roadmap_item import commands as roadmap
from domain.team import commands as team
from domain.team.words import Member
from domain.values import Window

NUMBERS = st.integers(1, 3)
REMOTES = st.sampled_from(["1", "2"])
REFS: Any = NUMBERS  # of items, or of other evidence
SEALED = f"sealed:{'0' * 32}:{'x' * 22}"
WORDS = st.sampled_from(["Notes get lost", "Über", "a", ""])
FIELDS = st.sampled_from(["title", "body"])
REMOTE = Remote("7", "#7", "https://github.test/ada/repo/issues/7")

ITEM_COMMANDS = st.one_of(
    st.builds(item.Edit, title=WORDS, priority=st.sampled_from(["high", "none"])),
    st.builds(item.Edit, labels=st.sampled_from([(), ("a",), ("a", "b")])),
    st.builds(item.AddAcceptance, text=WORDS),
    st.builds(item.Rank, rank=st.sampled_from(["a0", "a1", "Zz"])),
    st.builds(item.Assign, assignee=st.sampled_from(["ada", "grace"])),
    st.builds(item.Comment, comment=st.uuids(), body=WORDS),
    st.just(item.Block()),
    st.builds(item.Estimate, points=st.sampled_from(["1", "8"])),
    st.sampled_from(
        [
            item.Unassign(),
            item.MarkReady(),
            item.Start(),
            item.SendToReview(),
            item.Complete(),
            item.Reopen(),
            item.Unblock(),
            item.Drop(),
            item.Archive(),
            item.Restore(),
        ]
    ),
)
CONNECTION_COMMANDS = st.sampled_from(
    [
        connection.Pause(),
        connection.Resume(),
        connection.ReportTrouble("it answers 503"),
        connection.Restore(),
        connection.Remap(mapping=Mapping(labels={"a": "A"})),
        connection.Disconnect(),
    ]
)
LINK_COMMANDS = st.one_of(
    st.builds(link.Agree, fields=st.dictionaries(FIELDS, WORDS), version=st.just("v2")),
    st.builds(link.FindConflict, field=FIELDS, base=WORDS, ours=WORDS, theirs=WORDS),
    st.builds(link.SettleConflict, field=FIELDS, choice=st.sampled_from(["ours", "converged"])),
    st.builds(link.Park, reason=WORDS),
    st.sampled_from(
        [
            link.Establish(REMOTE, "v1", {"title": "Notes get lost"}),
            link.Guard("body", "a table"),
            link.LiftGuard("body"),
            link.Lose(),
            link.Rearm(),
            link.Detach(),
            link.Relink(),
        ]
    ),
)
EVIDENCE_COMMANDS = st.one_of(
    st.builds(evidence.Link, ref=REFS, weight=NUMBERS, quote=st.sampled_from([None, SEALED])),
    st.builds(evidence.Unlink, ref=REFS),
    st.builds(evidence.Merge, into=REFS),
    st.builds(evidence.Answer, text=st.just(SEALED)),
    st.sampled_from([evidence.Triage(owner="ada"), evidence.Dismiss(), evidence.Redact()]),
)
CREW = (Member("ana"), Member("ben", "0.5"))
WEEK, DAY = Window.read("2026-01-05..2026-01-09"), Window.read("2026-01-06")
TEAM_COMMANDS = st.sampled_from(
    [
        team.AddMember("cleo", "0.2"),
        team.ChangeMember("ana", "0.8"),
        team.RemoveMember("ben", "2026-01-07"),
        team.AddHoliday("2026-01-06", "Three Kings"),
    ]
)
ITERATION_COMMANDS = st.sampled_from(
    [
        iteration.PlanAbsence("ana", DAY),
        iteration.CancelAbsence("1"),
        iteration.OverrideCapacity("1.5"),
        iteration.VoteConfidence(3, "ben"),
        iteration.Start(),
        iteration.Close(),
        iteration.Cancel(),
    ]
)
METRIC_COMMANDS = st.sampled_from(
    [
        metric.RecordObservations((metric.Observation("2025-12-29", "3"),)),
        metric.RecordObservations((metric.Observation("2025-12-22", "4"),)),
        metric.CorrectObservation("2025-12-29", "5"),
        metric.Redefine(definition="Notes that nobody finds"),
        metric.SetAlert("gt", "3"),
        metric.LiftAlert(),
        metric.Retire(),
    ]
)
QUARTERS = st.sampled_from([Window.read(each) for each in ("2026-Q1", "2026-Q2", "2026-Q3")])
ROADMAP_COMMANDS = st.one_of(
    st.builds(roadmap.Schedule, QUARTERS),
    st.builds(roadmap.Reschedule, QUARTERS),
    st.builds(roadmap.Describe, title=WORDS),
    st.sampled_from([roadmap.Start(), roadmap.Ship(), roadmap.Drop(), roadmap.Revive()]),
)
BRIEF_COMMANDS = st.sampled_from(
    [brief.Publish(), brief.Share("Globex"), brief.Refresh(), brief.Withdraw()]
)
COMMITMENTS = st.tuples(
    NUMBERS,
    st.sampled_from(
        [
            lambda key: iteration.Commit(key, "20", "ana", waive=True),
            lambda key: iteration.Commit(key, "9", waive=True),
            iteration.Withdraw,
            lambda key: iteration.Reallocate(key, "ben"),
            lambda key: iteration.Close((key,)),
        ]
    ),
)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), NUMBERS, WORDS),
        st.tuples(st.just("connect"), REMOTES),
        st.tuples(st.just("link"), NUMBERS, REMOTES),
        st.tuples(st.just("ask"), NUMBERS, ITEM_COMMANDS),
        st.tuples(st.just("tell"), REMOTES, CONNECTION_COMMANDS),
        st.tuples(st.just("settle"), NUMBERS, REMOTES, LINK_COMMANDS),
        st.tuples(st.just("settle"), NUMBERS, REMOTES, LINK_COMMANDS),
        st.tuples(st.just("hear"), NUMBERS, EVIDENCE_COMMANDS),
        st.tuples(st.just("at"), st.just("T1"), TEAM_COMMANDS),
        st.tuples(st.just("at"), st.just("I1"), ITERATION_COMMANDS),
        st.tuples(st.just("commit"), COMMITMENTS),
        st.tuples(st.just("at"), st.just("X1"), METRIC_COMMANDS),
        st.tuples(st.just("at"), st.just("R1"), ROADMAP_COMMANDS),
        st.tuples(st.just("at"), st.just("B1"), BRIEF_COMMANDS),
        st.tuples(st.just("look")),
    ),
    max_size=25,
)
