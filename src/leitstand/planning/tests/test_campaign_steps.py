"""A campaign's nine steps (guide 2.4): a gate stays shut with its reason until what it asks for is there, or is waived by name."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from leitstand.house.actor import Foreign, NotAllowed
from leitstand.house.errors import Impossible, Invalid
from leitstand.planning.actions.launch_campaign import launch_campaign
from leitstand.planning.actions.pass_campaign_step import pass_campaign_step, waive_campaign_step
from leitstand.planning.core.campaign_effort import hours_a_week
from leitstand.planning.core.campaign_gates import steps
from leitstand.planning.models import Campaign, CampaignPlan
from leitstand.planning.queries.campaigns import look_at
from leitstand.planning.tests.campaigning import ANSWERS, RIVAL, answer, begun, make_group, prepared
from leitstand.planning.tests.factories import make_item
from leitstand.strategy.core.sheets import judge

pytestmark = pytest.mark.django_db


def shut(plan, step, now) -> set[str]:
    """Name what shuts the gate of a step."""
    (state,) = [one for one in look_at(plan, now=now).states if one.step.id == step]
    return {found.id for found in state.shut}


def hints(plan, step, now) -> set[str]:
    (state,) = [one for one in look_at(plan, now=now).states if one.step.id == step]
    return {found.id for found in state.findings if found.level == "warn"}


@pytest.mark.parametrize(("step", "example"), [(step, example) for step in steps() for example in step.examples])
def test_every_example_of_the_steps_finds_what_it_says(step, example) -> None:
    assert {found.id for found in judge(step, example.answers).findings} == set(example.finds)


@pytest.mark.guide("G2.4-01")
def test_the_nine_steps_of_the_guide_are_passed_in_order_each_with_evidence_and_somebody_responsible(ada, now) -> None:
    assert [step.name.de for step in steps()] == [
        "Markt und Zielgebiet festlegen", "Positionierung klären", "Zielgruppe eingrenzen", "Marketingziel benennen",
        "Kampagne starten", "Feedback auswerten", "Kampagne benchmarken", "Feedback steuern", "Thema präsent halten",
    ]  # fmt: skip
    plan = begun(ada, now)
    answer(ada, plan, "position", now)
    with pytest.raises(Impossible) as early:
        pass_campaign_step(ada, plan, "position", now=now)
    assert early.value.code == "not_reached"
    for lacking in ({"evidence": "  "}, {"responsible_id": None}):
        answer(ada, plan, "market", now, **lacking)
        with pytest.raises(Impossible) as bare:
            pass_campaign_step(ada, plan, "market", now=now)
        assert bare.value.code == "gate_shut"
    answer(ada, plan, "market", now)
    row = pass_campaign_step(ada, plan, "market", now=now)
    assert (row.passed_by, row.responsible, row.evidence) == (ada.person, ada.person, "Marktbericht vom Oktober")
    assert pass_campaign_step(ada, plan, "position", now=now).passed_at == now


@pytest.mark.guide("G2.4-01")
def test_a_shut_gate_is_opened_only_by_somebody_who_may_approve_with_a_reason_that_stays(ada, ben, emil, now) -> None:
    plan = begun(ada, now)
    with pytest.raises(NotAllowed):
        waive_campaign_step(ada, plan, "market", reason="Der Markt ist seit Jahren bekannt.", now=now)
    with pytest.raises(Foreign):
        waive_campaign_step(emil, plan, "market", reason="Der Markt ist seit Jahren bekannt.", now=now)
    with pytest.raises(Invalid):
        waive_campaign_step(ben, plan, "market", reason="passt", now=now)
    row = waive_campaign_step(ben, plan, "market", reason="Der Markt ist seit Jahren bekannt.", now=now)
    assert (row.waived_by, row.waiver) == (ben.person, "Der Markt ist seit Jahren bekannt.")
    assert look_at(plan, now=now).current.step.id == "position"


def test_an_open_gate_needs_no_waiver(ada, ben, now) -> None:
    plan = begun(ada, now)
    answer(ada, plan, "market", now)
    with pytest.raises(Impossible) as open_gate:
        waive_campaign_step(ben, plan, "market", reason="Der Markt ist seit Jahren bekannt.", now=now)
    assert open_gate.value.code == "gate_open"


def test_the_hours_of_a_week_add_up_by_hand() -> None:
    # Three posts of two hours on two channels: 3 × 2 × 1.25 = 7.5; 40 comments of 6 minutes: 4; control: 1.
    hours = hours_a_week(
        posts=3, hours_a_post=2, channels=2, comments=40, minutes_a_comment=6, share_a_channel=0.25, control_hours=1
    )
    assert (hours.posts, hours.answers, hours.control, hours.total) == (7.5, 4.0, 1.0, 12.5)


@pytest.mark.guide("G2.4-04")
def test_a_scope_that_takes_more_hours_than_the_team_has_keeps_the_first_gate_shut(ada, now, signed_in) -> None:
    plan = begun(ada, now)
    assert shut(plan, "market", now) == {"no_scope", "no_effort"}
    # 2 posts × 2 hours + 100 comments × 6 minutes + 1 hour of control = 15 hours, and there are 10.
    answer(ada, plan, "market", now, answers={"comments": 100})
    assert look_at(plan, now=now).hours.total == 15
    with pytest.raises(Impossible) as over:
        pass_campaign_step(ada, plan, "market", now=now)
    assert "mehr Stunden in der Woche, als das Team dafür hat" in over.value.message
    page = (
        signed_in(ada)
        .get(reverse("planning_campaign_step", args=[ada.workspace.slug, plan.pk, "market"]))
        .content.decode()
    )
    assert "Verkleinern Sie das Gebiet" in page
    assert "15" in page
    answer(ada, plan, "market", now, answers={"comments": 50})  # 4 + 5 + 1 = 10 hours: just enough
    assert pass_campaign_step(ada, plan, "market", now=now).passed_at


@pytest.mark.guide("G2.4-05")
def test_a_rival_ahead_on_either_point_makes_no_go_the_advice_and_go_needs_a_reason(ada, now) -> None:
    plan = begun(ada, now)
    answer(ada, plan, "position", now, rivals=[])
    assert "no_rivals" in shut(plan, "position", now)
    for point in ("value", "acceptance"):
        answer(ada, plan, "position", now, rivals=[RIVAL, {**RIVAL, "name": "Sehwerk", point: "ahead"}])
        assert shut(plan, "position", now) == {"against_odds"}
    answer(ada, plan, "position", now, rivals=[{**RIVAL, "acceptance": ""}])
    assert shut(plan, "position", now) == {"unrated"}
    answer(ada, plan, "position", now, rivals=[{**RIVAL, "value": "ahead"}], answers={"decision": "no_go"})
    assert shut(plan, "position", now) == {"no_go"}
    reason = {"reason": "Der Rivale liefert erst im Sommer."}
    answer(ada, plan, "position", now, rivals=[{**RIVAL, "value": "ahead"}], answers=reason)
    assert shut(plan, "position", now) == set()
    assert hints(plan, "position", now) == {"rival_ahead"}


@pytest.mark.guide("G2.4-06")
def test_groups_above_the_limit_shut_the_gate_and_one_without_own_content_is_named(ada, now, signed_in) -> None:
    plan = begun(ada, now)
    groups = [make_group(ada.workspace, name) for name in ("Einkauf", "Fertigung", "Lehre", "Qualität")]
    answer(ada, plan, "groups", now, groups=[one.pk for one in groups])
    assert shut(plan, "groups", now) == {"too_many"}  # four, and without an own limit three count
    answer(ada, plan, "groups", now, groups=[one.pk for one in groups], answers={"limit": 4})
    assert shut(plan, "groups", now) == set()
    answer(ada, plan, "groups", now, groups=[groups[0].pk, groups[1].pk])
    make_item(ada.workspace, campaign=plan.campaign, target_group=groups[0])
    assert hints(plan, "groups", now) == {"lacks_content"}
    assert look_at(plan, now=now).without_content == [groups[1]]
    page = signed_in(ada).get(reverse("planning_campaign_step", args=[ada.workspace.slug, plan.pk, "groups"]))
    assert "<strong>Fertigung</strong>" in page.content.decode()
    assert "group_lacks_content" in shut(plan, "start", now)


@pytest.mark.guide("G2.4-07")
@pytest.mark.parametrize("missing", ["type", "metric", "target", "by"])
def test_no_campaign_passes_without_goal_type_metric_amount_and_horizon(ada, now, missing) -> None:
    plan = begun(ada, now)
    answer(ada, plan, "goal", now, answers={missing: None})
    assert shut(plan, "goal", now) == {"no_type" if missing == "type" else "no_measure"}
    answer(ada, plan, "goal", now)
    assert shut(plan, "goal", now) == set()


@pytest.mark.guide("G2.4-07")
def test_the_goal_types_are_those_of_the_guide_and_nothing_else(ada, now) -> None:
    (goal,) = [step for step in steps() if step.id == "goal"]
    assert [choice.id for choice in goal.question("type").choices] == [
        "product", "company", "awareness", "revenue_short", "revenue_long",
    ]  # fmt: skip
    with pytest.raises(Invalid) as wrong:
        answer(ada, begun(ada, now), "goal", now, answers={"type": "more_likes"})
    assert "type" in wrong.value.errors


def test_a_goal_that_ends_before_the_campaign_begins_is_told(ada, now) -> None:
    plan = begun(ada, now)
    answer(ada, plan, "goal", now, answers={"by": "2026-11-08"})
    assert shut(plan, "goal", now) == {"before_start"}


@pytest.mark.guide("G2.4-08")
def test_the_launch_waits_for_three_answers_a_right_time_and_a_look_at_the_trends_within_a_week(ada, now) -> None:
    plan = prepared(ada, now, until="goal")
    for name in ("topics", "response", "timing"):
        answer(ada, plan, "start", now, answers={name: None})
        assert shut(plan, "start", now) == {"unanswered"}
    answer(ada, plan, "start", now, answers={"is_right_time": "no"})
    assert shut(plan, "start", now) == {"wrong_time"}
    answer(ada, plan, "start", now, answers={"looked": "2026-10-25"})  # eight days before 2 November
    assert shut(plan, "start", now) == {"no_look"}
    with pytest.raises(Impossible):
        launch_campaign(ada, plan, now=now)
    answer(ada, plan, "start", now, answers={"looked": "2026-10-26"})
    pass_campaign_step(ada, plan, "start", now=now)
    assert launch_campaign(ada, plan, now=now).launched_by == ada.person


def test_every_step_has_its_page(ada, now, signed_in) -> None:
    plan = begun(ada, now)
    for step in steps():
        page = signed_in(ada).get(reverse("planning_campaign_step", args=[ada.workspace.slug, plan.pk, step.id]))
        assert (page.status_code, step.why.de in page.content.decode()) == (200, True)


@pytest.mark.guide("G2.4-16")
def test_without_three_gap_fillers_a_campaign_is_not_launched(ada, now) -> None:
    plan = prepared(ada, now, until="goal", fillers=2)
    answer(ada, plan, "start", now)
    with pytest.raises(Impossible) as few:
        launch_campaign(ada, plan, now=now)
    assert "Lückenfüller" in few.value.message
    make_item(ada.workspace, "Noch einer", is_filler=True)
    pass_campaign_step(ada, plan, "start", now=now)
    assert launch_campaign(ada, plan, now=now).launched_at == now


def test_a_gate_that_falls_shut_after_it_was_passed_keeps_the_launch_waiting(ada, now) -> None:
    plan = prepared(ada, now)
    answer(ada, plan, "market", now, answers={"hours": 3})
    with pytest.raises(Impossible) as shut_again:
        launch_campaign(ada, plan, now=now)
    assert "Schritt 1" in shut_again.value.message


def test_once_out_a_look_that_grows_old_does_not_call_the_campaign_back(ada, now) -> None:
    plan = launch_campaign(ada, prepared(ada, now), now=now)
    after = datetime(2026, 11, 24, 8, tzinfo=UTC)
    assert look_at(CampaignPlan.objects.get(pk=plan.pk), now=after).current.step.id == "feedback"


def test_the_page_leads_from_the_new_campaign_to_the_next_step_and_refuses_strangers(ada, emil, signed_in) -> None:
    client = signed_in(ada)
    slug = ada.workspace.slug
    made = client.post(
        reverse("planning_new_campaign", args=[slug]),
        {"name": "Herbst", "starts": "2026-11-09", "ends": "2026-11-29", "colour": "#0072b2", "is_guided": "on"},
    )
    plan = CampaignPlan.objects.get()
    assert made.url == reverse("planning_campaign_way", args=[slug, plan.pk])
    page = client.get(made.url).content.decode()
    assert "Mit Schritt 1 weiter" in page
    assert "Noch nicht gestartet" in page
    step_url = reverse("planning_campaign_step", args=[slug, plan.pk, "market"])
    told = {**ANSWERS["market"], "evidence": "Bericht", "responsible": ada.person.pk, "do": "pass"}
    assert client.post(step_url, told).url == reverse("planning_campaign_step", args=[slug, plan.pk, "position"])
    rivals = {"rival-name": ["Optimax"], "rival-value": ["behind"], "rival-acceptance": ["even"], "rival-note": [""]}
    told = {"decision": "go", "evidence": "Bericht", "responsible": ada.person.pk, "do": "pass", **rivals}
    client.post(reverse("planning_campaign_step", args=[slug, plan.pk, "position"]), told)
    assert look_at(plan, now=plan.begun_at).settled == 2
    other = signed_in(emil)
    assert other.get(reverse("planning_campaign_way", args=[emil.workspace.slug, plan.pk])).status_code == 404
    assert (
        other.get(reverse("planning_campaign_step", args=[emil.workspace.slug, plan.pk, "market"])).status_code == 404
    )


def test_a_plain_band_offers_the_steps_and_waits_for_nothing(ada, signed_in) -> None:
    client = signed_in(ada)
    slug = ada.workspace.slug
    fields = {"name": "Band", "starts": "2026-11-09", "ends": "2026-11-29", "colour": "#0072b2"}
    client.post(reverse("planning_new_campaign", args=[slug]), fields)
    assert not CampaignPlan.objects.exists()

    band = Campaign.objects.get()
    assert (
        "Die neun Schritte beginnen"
        in client.get(reverse("planning_campaign_way", args=[slug, band.pk])).content.decode()
    )
    client.post(reverse("planning_begin_campaign", args=[slug, band.pk]))
    assert CampaignPlan.objects.get().lead == ada.person
