"""What an item is: proposed with its words, described in others, scored by its inputs."""

import pytest
from deciding import NONSENSE, Why, given
from roadmap import COMMITTED, DROPPED, PROPOSED, SHIPPED, item

from domain.decider import Ask
from domain.roadmap_item.commands import BePointedTo, Describe, Propose, Score
from domain.roadmap_item.facts import (
    RoadmapItemDescribed,
    RoadmapItemLinked,
    RoadmapItemProposed,
    RoadmapItemScored,
)
from domain.roadmap_item.rules import ROADMAP_ITEM
from domain.roadmap_item.words import Audience, Rice, Wsjf
from domain.values import Tie

KEY = "ACME-R1"
RICE, WSJF = Rice(2000, 2, 0.8, 4), Wsjf(8, 5, 3, 5)
RELEASE = {"ACME-REL1": object()}


def propose(**values):
    return Propose(KEY, values.pop("title", "Offline mode"), **values)


def campaign(**values):
    whole = {"channel": "email", "audience": "customers", "campaigns_for": "ACME-REL1"}
    return propose(kind="campaign", **whole | values)


def test_an_item_is_proposed():
    given(ROADMAP_ITEM).when(propose(owner="ana")).then(PROPOSED)


def test_a_blank_title_is_refused():
    given(ROADMAP_ITEM).when(propose(title=" ")).then_refused("blank", "title")


def test_an_unknown_kind_is_refused():
    given(ROADMAP_ITEM).when(propose(kind="epic")).then_refused("invalid-enum", "kind")


def test_a_second_item_under_a_key_is_refused():
    given(ROADMAP_ITEM, PROPOSED).when(propose()).then_refused("key-taken", "key")


def test_a_parent_hears_of_its_part():
    asked = given(ROADMAP_ITEM, around=item(2)).when(propose(parent="ACME-R2"))
    proposed = RoadmapItemProposed(KEY, "Offline mode", parent="ACME-R2")
    asked.then(proposed, Ask("ACME-R2", BePointedTo(KEY, "parent")))


def test_a_parent_exists():
    asked = given(ROADMAP_ITEM).when(propose(parent="ACME-R2"))
    asked.then_refused("unknown-reference", "parent")


def test_a_parent_of_another_product_is_refused():
    asked = given(ROADMAP_ITEM).when(propose(parent="BETA-R2"))
    asked.then_refused("unknown-reference", "parent")


def test_a_fifth_level_is_refused():
    around = item(2, parent="ACME-R3") | item(3, parent="ACME-R4") | item(4, parent="ACME-R5")
    around |= item(5)
    asked = given(ROADMAP_ITEM, around=around)
    asked.when(propose(parent="ACME-R2")).then_refused("too-deep", "parent")
    assert asked.when(propose(parent="ACME-R3")).error is None


def test_a_campaign_says_where_for_whom_and_what_for():
    asked = given(ROADMAP_ITEM, around=RELEASE).when(campaign())
    proposed = RoadmapItemProposed(
        KEY, "Offline mode", "campaign", channel="email", audience="customers"
    )
    asked.then(proposed, RoadmapItemLinked(Tie("campaigns_for", "ACME-REL1")))


@pytest.mark.parametrize("name", ["channel", "audience", "campaigns_for"])
def test_half_a_campaign_is_refused(name):
    asked = given(ROADMAP_ITEM, around=RELEASE).when(campaign(**{name: None}))
    asked.then_refused("required", name)


def test_a_campaign_is_for_a_release_or_a_feature():
    around = {"ACME-K1": object()}
    asked = given(ROADMAP_ITEM, around=around).when(campaign(campaigns_for="ACME-K1"))
    asked.then_refused("bad-key", "campaigns_for")


def test_only_a_campaign_has_a_channel():
    given(ROADMAP_ITEM).when(propose(channel="email")).then_refused("not-for-kind", "channel")
    asked = given(ROADMAP_ITEM, PROPOSED).when(Describe(channel="email"))
    asked.then_refused("not-for-kind", "channel")


def test_an_item_is_described_by_what_is_given():
    asked = given(ROADMAP_ITEM, PROPOSED).when(Describe(problem="Trains.", owner="bo"))
    asked.then(RoadmapItemDescribed(problem="Trains.", owner="bo"))


def test_the_same_words_are_quiet():
    given(ROADMAP_ITEM, PROPOSED).when(Describe(title="Offline mode", owner="ana")).then_nothing()


def test_each_audience_has_its_own_text():
    texts = RoadmapItemDescribed(audience_text={"sales": "Works on trains."})
    more = Describe(audience_text={"customer": "Use it anywhere.", "sales": "Works on trains."})
    both: dict[Audience, str] = {"sales": "Works on trains.", "customer": "Use it anywhere."}
    given(ROADMAP_ITEM, PROPOSED, texts).when(more).then(RoadmapItemDescribed(audience_text=both))
    same = Describe(audience_text={"sales": "Works on trains."})
    given(ROADMAP_ITEM, PROPOSED, texts).when(same).then_nothing()


def test_an_audiences_text_is_plain():
    asked = given(ROADMAP_ITEM, PROPOSED).when(Describe(audience_text={"sales": "a\x07"}))
    asked.then_refused("control-characters", "audience_text.sales")


def test_a_label_has_no_blanks():
    asked = given(ROADMAP_ITEM, PROPOSED).when(Describe(labels=("two words",)))
    asked.then_refused("bad-label", "labels.0")


def test_a_dropped_item_is_not_described():
    given(ROADMAP_ITEM, *DROPPED).when(Describe(title="B")).then_refused("illegal-transition")


def test_what_is_promised_is_re_scoped_only_with_a_cause():
    asked = given(ROADMAP_ITEM, *COMMITTED, around=item(2))
    command = Describe(problem="Planes.")
    asked.when(command).then_refused("reason-required", "reason")
    asked.when(command, reason="We asked.").then_refused("cause-required", "because_of")
    because: Why = {"reason": "We asked.", "because": ["ACME-R2"]}
    asked.when(command, **because).then(RoadmapItemDescribed(problem="Planes."))


def test_the_title_of_a_promise_may_be_put_better():
    given(ROADMAP_ITEM, *COMMITTED).when(Describe(title="B")).then(RoadmapItemDescribed(title="B"))


def test_the_inputs_of_a_score_are_kept():
    given(ROADMAP_ITEM, PROPOSED).when(Score(rice=RICE)).then(RoadmapItemScored(rice=RICE))
    both = Score(wsjf=WSJF, moscow="must")
    given(ROADMAP_ITEM, PROPOSED).when(both).then(RoadmapItemScored(wsjf=WSJF, moscow="must"))


def test_the_same_inputs_are_quiet():
    asked = given(ROADMAP_ITEM, PROPOSED, RoadmapItemScored(rice=RICE))
    asked.when(Score(rice=RICE)).then_nothing()


def test_a_score_of_nothing_is_refused():
    given(ROADMAP_ITEM, PROPOSED).when(Score()).then_refused("nothing-given", "rice")


def test_scores_are_computed():
    assert RICE.score == 800
    assert WSJF.score == 3.2


@pytest.mark.parametrize(
    ("command", "field"),
    [
        (Score(rice=Rice(-1, 2, 0.8, 4)), "rice.reach"),
        (Score(rice=Rice(2000, 1.5, 0.8, 4)), "rice.impact"),
        (Score(rice=Rice(2000, 2, 0, 4)), "rice.confidence"),
        (Score(rice=Rice(2000, 2, 1.1, 4)), "rice.confidence"),
        (Score(rice=Rice(2000, 2, 0.8, 0)), "rice.effort"),
        (Score(rice=Rice(2000, 2, 0.8, 5e-324)), "rice.effort"),
        (Score(wsjf=Wsjf(4, 5, 3, 5)), "wsjf.value"),
        (Score(wsjf=Wsjf(8, 5, 3, 0)), "wsjf.job_size"),
        (Score(moscow=NONSENSE), "moscow"),
    ],
)
def test_inputs_that_make_no_score_are_refused(command, field):
    given(ROADMAP_ITEM, PROPOSED).when(command).then_refused_for(field)


def test_a_shipped_item_is_not_scored():
    asked = given(ROADMAP_ITEM, *SHIPPED).when(Score(moscow="must"))
    asked.then_refused("illegal-transition")
