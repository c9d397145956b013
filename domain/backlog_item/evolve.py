"""A backlog item's state from its facts."""

from collections.abc import Callable
from typing import Any, assert_never, get_args

from msgspec import UNSET
from msgspec.structs import asdict, replace

from domain.backlog_item.facts import (
    AcceptanceCriterionAdded,
    AcceptanceCriterionJudged,
    CommentEdited,
    CommentRemoved,
    Criterion,
    DoneCheckWaived,
    ItemAdded,
    ItemArchived,
    ItemAssigned,
    ItemBlocked,
    ItemCommented,
    ItemCompleted,
    ItemDropped,
    ItemEdited,
    ItemEstimated,
    ItemJoinedIteration,
    ItemJoinedRelease,
    ItemLeftIteration,
    ItemLeftRelease,
    ItemLinked,
    ItemMerged,
    ItemRanked,
    ItemReadied,
    ItemReopened,
    ItemRestored,
    ItemSentToReview,
    ItemSplit,
    ItemStarted,
    ItemUnassigned,
    ItemUnblocked,
    ItemUnlinked,
    ReadyCheckWaived,
)
from domain.backlog_item.state import BacklogItem, Blocked, Comment, PlanLink
from domain.fact import Fact
from domain.parts import with_part

ContentFact = (
    ItemEdited
    | AcceptanceCriterionAdded
    | AcceptanceCriterionJudged
    | ItemEstimated
    | ItemRanked
    | ItemAssigned
    | ItemUnassigned
)
ProgressFact = (
    ItemReadied
    | ReadyCheckWaived
    | ItemStarted
    | ItemSentToReview
    | ItemCompleted
    | DoneCheckWaived
    | ItemReopened
    | ItemDropped
    | ItemBlocked
    | ItemUnblocked
)
PlaceFact = ItemJoinedRelease | ItemLeftRelease | ItemJoinedIteration | ItemLeftIteration
RelationFact = (
    ItemSplit
    | ItemMerged
    | ItemLinked
    | ItemUnlinked
    | ItemCommented
    | CommentEdited
    | CommentRemoved
    | ItemArchived
    | ItemRestored
)


def evolve(state: BacklogItem | None, fact: Fact) -> BacklogItem:
    """Fold one fact of an item; raises ``TypeError`` for a fact of something else."""
    if isinstance(fact, ItemAdded):
        return BacklogItem(**asdict(fact))
    fold = _FOLDS.get(type(fact))
    if state is None or fold is None:
        msg = f"{type(fact).__name__} cannot follow on this item"
        raise TypeError(msg)
    return fold(state, fact)


def _content(state: BacklogItem, fact: ContentFact) -> BacklogItem:
    match fact:
        case ItemEdited():
            edited = {name: value for name, value in asdict(fact).items() if value is not UNSET}
            return replace(state, **edited)
        case AcceptanceCriterionAdded():
            added = Criterion(fact.criterion, fact.text)
            return replace(state, acceptance=(*state.acceptance, added))
        case AcceptanceCriterionJudged():
            judged = with_part(state.acceptance, fact.criterion, met=fact.met)
            return replace(state, acceptance=judged)
        case ItemEstimated():
            return replace(state, estimate=fact.points)
        case ItemRanked():
            return replace(state, rank=fact.rank)
        case ItemAssigned():
            return replace(state, assignee=fact.assignee)
        case ItemUnassigned():
            return replace(state, assignee=None)
        case _:
            assert_never(fact)


def _progress(state: BacklogItem, fact: ProgressFact) -> BacklogItem:
    match fact:
        case ItemReadied():
            return replace(state, status="ready", resolution=None)
        case ItemStarted():
            return replace(state, status="in_progress", resolution=None)
        case ItemSentToReview():
            return replace(state, status="in_review", resolution=None)
        case ItemCompleted():
            return replace(state, status="done", resolution=None)
        case ItemReopened():
            return replace(state, status=fact.status, resolution=None, merged_into=None)
        case ItemDropped():
            return replace(state, status="dropped", resolution=fact.resolution)
        case ItemBlocked():
            return replace(state, blocked=Blocked(fact.reason, fact.by))
        case ItemUnblocked():
            return replace(state, blocked=None)
        case ReadyCheckWaived() | DoneCheckWaived():
            return state  # the status follows in a fact of its own
        case _:
            assert_never(fact)


def _relation(state: BacklogItem, fact: RelationFact) -> BacklogItem:
    match fact:
        case ItemSplit():
            return replace(state, split_into=(*state.split_into, *fact.into))
        case ItemMerged():
            return replace(state, merged_into=fact.into)
        case ItemLinked():
            return replace(state, links=(*state.links, PlanLink(fact.rel, fact.ref)))
        case ItemUnlinked():
            over = PlanLink(fact.rel, fact.ref)
            return replace(state, links=tuple(each for each in state.links if each != over))
        case ItemCommented():
            comment = Comment(fact.author, fact.body)
            return replace(state, comments=state.comments | {fact.comment: comment})
        case CommentEdited():
            return _comment_edited(state, fact)
        case CommentRemoved():
            left = {id_: each for id_, each in state.comments.items() if id_ != fact.comment}
            return replace(state, comments=left)
        case ItemArchived() | ItemRestored():
            return replace(state, archived=isinstance(fact, ItemArchived))
        case _:
            assert_never(fact)


def _place(state: BacklogItem, fact: PlaceFact) -> BacklogItem:
    match fact:
        case ItemJoinedRelease():
            return _moved(state, fact.release)
        case ItemLeftRelease():
            return _moved(state, None)
        case ItemJoinedIteration():
            return replace(state, iteration=fact.iteration)
        case ItemLeftIteration():
            return replace(state, iteration=None)
        case _:
            assert_never(fact)


def _moved(state: BacklogItem, release: str | None) -> BacklogItem:
    known = dict.fromkeys((*state.left_releases, *([state.release] if state.release else [])))
    left = tuple(each for each in known if each != release)
    return replace(state, release=release, left_releases=left)


def _comment_edited(state: BacklogItem, fact: CommentEdited) -> BacklogItem:
    edited = replace(state.comments[fact.comment], body=fact.body, edited=True)
    return replace(state, comments=state.comments | {fact.comment: edited})


_FOLDS: dict[type[Fact], Callable[[BacklogItem, Any], BacklogItem]] = {
    **dict.fromkeys(get_args(ContentFact), _content),
    **dict.fromkeys(get_args(ProgressFact), _progress),
    **dict.fromkeys(get_args(RelationFact), _relation),
    **dict.fromkeys(get_args(PlaceFact), _place),
}
