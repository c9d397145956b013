"""Whatever is asked of a risk: a named refusal, or facts that fold and hold what is promised."""

from deciding import Around, facts_of, fold, origin
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.refusal import DomainError
from domain.risk import commands, levels
from domain.risk.effect import Effect
from domain.risk.rules import RISK
from domain.risk.state import open_actions
from domain.values import NewAction

RATINGS = st.integers(-1, 6)
DAYS = st.sampled_from(["2025-12-31", "2026-01-02", "2026-01-10", "2026-06-30", "2027-01-01", "no"])
WORDS = st.sampled_from(["Ada", "a", "", "a\nb", "\x00"])
IDS = st.sampled_from(["1", "2", "9"])
KEYS = st.sampled_from(["ACME-R1", "ACME-R9", "ACME-M1", "ACME-K1", "no", ""])
SIGNALS = st.sampled_from(["slip_days", "load_ratio", "metric", "mood"])
NUMBERS = st.sampled_from(["5", "-1", "NaN", "many", "1e9"])
EFFECTS = st.sampled_from([Effect.read(each) for each in ("1,2,3 days", "3,2,1 EUR", "soon")])
NEW_ACTIONS = st.lists(st.builds(NewAction, WORDS, WORDS, DAYS), max_size=2).map(tuple)

COMMANDS = st.one_of(
    st.builds(commands.Identify, st.just("ACME-K1"), WORDS, WORDS),
    st.builds(commands.Describe, title=WORDS),
    st.builds(commands.AssignOwner, WORDS),
    st.builds(commands.Assess, RATINGS, RATINGS, WORDS, EFFECTS, WORDS),
    st.builds(commands.Assess, st.integers(1, 5), st.integers(1, 5), owner=st.just("Ada")),
    st.builds(
        commands.PlanTreatment, st.sampled_from(["avoid", "reduce", "retain"]), actions=NEW_ACTIONS
    ),
    st.builds(commands.AddAction, WORDS, WORDS, DAYS),
    st.builds(commands.CompleteAction, IDS),
    st.builds(commands.CancelAction, IDS),
    st.builds(commands.AssessResidual, RATINGS, RATINGS),
    st.builds(commands.Accept, DAYS, WORDS),
    st.builds(commands.ArmTrigger, SIGNALS, st.sampled_from(["gt", "lte"]), NUMBERS, KEYS),
    st.builds(commands.DisarmTrigger, IDS),
    st.builds(commands.FireTrigger, SIGNALS, NUMBERS, KEYS),
    st.builds(commands.Escalate, WORDS, WORDS),
    st.builds(commands.Review, WORDS, DAYS),
    st.builds(commands.Materialise, DAYS, RATINGS, NUMBERS),
    st.builds(commands.RecordRecovery, WORDS, KEYS),
    st.builds(commands.Close, st.sampled_from(["avoided", "recovered"])),
    st.builds(commands.Reopen),
    st.builds(commands.Link, KEYS),
    st.builds(commands.Unlink, KEYS),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(COMMANDS, max_size=40), st.booleans())
def test_whatever_is_asked_is_refused_by_name_or_folds(asked, says_why):
    around = Around({"ACME-R1": object(), "ACME-M1": object()})
    who = origin("It had to be.", ["ACME-E1"]) if says_why else origin()
    opening = commands.Identify("ACME-K1", "vendor slips", "beta moves")
    facts = facts_of(RISK.decide(None, opening, who, around))
    for command in asked:
        state = fold(RISK, facts)
        around.states["ACME-K1"] = state
        try:
            facts += facts_of(RISK.decide(state, command, who, around))
        except DomainError:
            continue
        after = fold(RISK, facts)
        assert not RISK.decide(after, command, who, around) or _asks_for_more(command)
        _promises(after)


def _asks_for_more(command):
    """A second risk is refused, not quiet; everything else is so already."""
    return isinstance(command, commands.Identify)


def _promises(state):
    inherent, residual = levels.level(state), levels.level(state.residual)
    assert residual is None or (inherent is not None and residual <= inherent)
    assert (state.status == "accepted") == (state.acceptance is not None) or state.status in (
        "materialised",
        "closed",
    )
    assert state.status != "closed" or not open_actions(state)
    assert inherent is None or (state.owner and state.review_due)
