"""A running campaign: rhythm, silent stretches, voices, money and links (guide 2.4 and 4.1)."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from leitstand.house.actor import Foreign, NotAllowed
from leitstand.house.errors import Impossible, Invalid
from leitstand.planning.actions.count_voices import count_voices
from leitstand.planning.actions.fill_gap import fill_gap
from leitstand.planning.actions.keep_campaign_link import keep_campaign_link
from leitstand.planning.actions.keep_cost import drop_cost, keep_cost
from leitstand.planning.core.budget import Line, cost_of_one, sums
from leitstand.planning.core.campaign_effort import Gap, fed, gaps, voices, weeks
from leitstand.planning.core.links import tag_of, tagged
from leitstand.planning.models import CampaignPulse, Item
from leitstand.planning.queries.campaigns import look_at
from leitstand.planning.tests.campaigning import answer, begun
from leitstand.planning.tests.factories import make_channel, make_item

NOV = [date(2026, 11, day) for day in range(1, 31)]


def day(number: int) -> date:
    return NOV[number - 1]


@pytest.mark.guide("G2.4-15")
def test_silent_stretches_are_found_at_the_start_in_between_and_at_the_end() -> None:
    # From 1 to 30 November with posts on 9, 12 and 22: silent 1–8 (8 days), 13–21 (9) and 23–30 (8); 10–11 are two days.
    found = gaps([day(9), day(12), day(22), date(2026, 12, 5)], starts=day(1), ends=day(30), most=7)
    assert found == (Gap(day(1), day(8)), Gap(day(13), day(21)), Gap(day(23), day(30)))
    assert [gap.days for gap in found] == [8, 9, 8]
    assert gaps([day(8), day(16), day(24)], starts=day(1), ends=day(30), most=7) == ()
    assert gaps([], starts=day(1), ends=day(7), most=7) == ()


@pytest.mark.guide("G2.4-15")
def test_the_gap_is_found_before_it_comes_and_a_gap_filler_closes_it(db, ada, now, signed_in) -> None:
    plan = begun(ada, now)  # 9 to 29 November
    for number in (10, 13, 24, 27):
        at = datetime(2026, 11, number, 9, tzinfo=UTC)
        make_item(ada.workspace, f"Teil {number}", at, campaign=plan.campaign)
    make_item(ada.workspace, "Blick hinter die Kamera", is_filler=True)
    url = reverse("planning_campaign_way", args=[ada.workspace.slug, plan.pk])
    page = signed_in(ada).get(url).content.decode()
    assert "14.11.2026 bis 23.11.2026: 10 Tage ohne Beitrag" in page
    assert "Lückenfüller einsetzen" in page
    signed_in(ada).post(reverse("planning_fill_gap", args=[ada.workspace.slug, plan.pk]), {"gap": "0"})
    filler = Item.objects.get(title="Blick hinter die Kamera")
    # The middle of the 14th to the 23rd is the 18th; ten in the morning in Berlin is nine in UTC.
    assert (filler.planned_at, filler.campaign_id) == (datetime(2026, 11, 18, 9, tzinfo=UTC), plan.pk)
    assert look_at(plan, now=now).gaps == ()
    with pytest.raises(Impossible):
        fill_gap(ada, plan, number=0, now=now)


def test_a_campaign_may_set_its_own_length_of_silence(db, ada, now) -> None:
    plan = begun(ada, now)
    make_item(ada.workspace, "Mitte", datetime(2026, 11, 19, 9, tzinfo=UTC), campaign=plan.campaign)
    assert [gap.days for gap in look_at(plan, now=now).gaps] == [10, 10]
    answer(ada, plan, "present", now, answers={"silence": 10})
    assert look_at(plan, now=now).gaps == ()


@pytest.mark.guide("G2.4-02")
def test_the_rhythm_asks_for_its_posts_in_the_coming_seven_days_in_proportion_at_both_ends() -> None:
    days = [day(9), day(11), day(16)]
    full = fed(days, today=day(9), starts=day(9), ends=day(29), posts_a_week=3)
    assert full is not None
    assert (full.posts, full.wanted, full.is_hungry) == (2, 3, True)  # 9 to 15 November: two of three
    ends = fed(days, today=day(27), starts=day(9), ends=day(29), posts_a_week=3)
    assert ends is not None
    assert (ends.posts, ends.wanted, ends.is_hungry) == (0, 1, True)  # three of seven days: 9/7, so one whole post
    assert fed(days, today=day(30), starts=day(9), ends=day(29), posts_a_week=3) is None


def test_weeks_that_begin_or_end_short_want_fewer_posts() -> None:
    # From Thursday the 5th to Tuesday the 17th, seven posts a week: 4 days, 7 days, 2 days.
    found = weeks([day(6), day(9), day(10)], starts=day(5), ends=day(17), posts_a_week=7)
    assert [(week.monday, week.posts, week.wanted) for week in found] == [
        (day(2), 1, 4),
        (day(9), 2, 7),
        (day(16), 0, 2),
    ]


@pytest.mark.guide("G2.4-02")
def test_the_page_says_hours_a_week_and_that_a_campaign_is_not_fed(db, ada, signed_in, now) -> None:
    plan = begun(ada, now, starts=date(2026, 11, 1))
    answer(ada, plan, "market", now)
    url = reverse("planning_campaign_way", args=[ada.workspace.slug, plan.pk])
    page = signed_in(ada).get(url).content.decode()
    assert "Die Kampagne wird nicht befeuert" in page
    assert "0 von mindestens 2 Beiträgen" in page
    step = signed_in(ada).get(reverse("planning_campaign_step", args=[ada.workspace.slug, plan.pk, "market"]))
    # 2 posts × 2 hours + 20 comments × 6 minutes + 1 hour = 7 hours.
    assert "<strong>7</strong> von 10" in " ".join(step.content.decode().split())


def test_the_unkind_share_is_not_said_before_there_are_enough_voices() -> None:
    assert voices([(3, 1, 5, 0)], minimum=10).share is None
    assert voices([(3, 1, 5, 0), (3, 0, 0, 2)], minimum=10).share == 41.7  # 5 of 12
    assert voices([], minimum=0).share is None


def test_voices_are_counted_once_a_day_by_who_may_answer_and_never_for_days_to_come(
    db, ada, cem, dora, emil, now
) -> None:
    plan = begun(ada, now)
    told = {"day": date(2026, 11, 2), "positive": 1, "neutral": 0, "negative": 2, "rival_mentions": 0, "note": ""}
    count_voices(cem, plan, told, today=date(2026, 11, 2), now=now)
    count_voices(cem, plan, {**told, "positive": 4}, today=date(2026, 11, 2), now=now)
    assert [(one.positive, one.negative) for one in CampaignPulse.objects.all()] == [(4, 2)]
    with pytest.raises(Invalid):
        count_voices(cem, plan, {**told, "day": date(2026, 11, 3)}, today=date(2026, 11, 2), now=now)
    with pytest.raises(NotAllowed):
        count_voices(dora, plan, told, today=date(2026, 11, 2), now=now)
    with pytest.raises(Foreign):
        count_voices(emil, plan, told, today=date(2026, 11, 2), now=now)


def test_not_told_is_never_zero_in_a_budget() -> None:
    told = sums([Line(Decimal(500), Decimal("120.50"), 1000, 300), Line(Decimal(200), None)])
    assert (told.planned, told.spent, told.told, told.lines) == (700, Decimal("120.50"), 1, 2)
    assert sums([Line(Decimal(200), None)]).spent is None
    assert cost_of_one(Decimal("120.50"), 300) == Decimal("0.40")
    assert cost_of_one(None, 300) is None
    assert cost_of_one(Decimal("120.50"), None) is None
    assert cost_of_one(Decimal("120.50"), 0) is None


COST = {
    "kind": "ads", "what": "LinkedIn-Anzeigen", "market": "Japan", "sector": "Gesundheit", "objective": "leads",
    "starts": date(2026, 11, 9), "ends": date(2026, 11, 20), "planned": Decimal(3000), "spent": None, "expected": 40,
    "achieved": None,
}  # fmt: skip


@pytest.mark.guide("G4.1-07")
def test_the_paid_plan_stands_by_market_and_sector_with_period_objective_expected_and_actual(
    db, ada, emil, now, signed_in
) -> None:
    plan = begun(ada, now)
    keep_cost(ada, plan.campaign, COST, now=now)
    keep_cost(
        ada, plan.campaign, {**COST, "market": "Deutschland", "sector": "Bildung", "planned": Decimal(1000)}, now=now
    )
    told = {**COST, "what": "Suchanzeigen", "market": "Deutschland", "spent": Decimal(500), "achieved": 8}
    keep_cost(ada, plan.campaign, told, now=now)
    keep_cost(ada, plan.campaign, {**COST, "kind": "production", "what": "Film", "market": "", "sector": ""}, now=now)
    page = signed_in(ada).get(reverse("planning_paid_plan", args=[ada.workspace.slug])).content.decode()
    assert page.index("<h2>Deutschland</h2>") < page.index("<h2>Japan</h2>")
    for words in ("Bildung", "Gesundheit", "09.11.2026–20.11.2026", "Kontakte (Leads)", "3.000,00 €", "40", "62,50 €"):
        assert words in page  # 500 € for 8 contacts: 62.50 € each
    assert "Film" not in page  # production is no advertising
    assert "7.000,00 €" in page  # 3000 + 1000 + 3000 planned in all
    assert (
        "LinkedIn"
        not in signed_in(emil).get(reverse("planning_paid_plan", args=[emil.workspace.slug])).content.decode()
    )


@pytest.mark.guide("G4.1-07")
@pytest.mark.parametrize("missing", ["market", "sector", "objective"])
def test_advertising_without_market_sector_or_objective_is_not_planned(db, ada, now, missing) -> None:
    plan = begun(ada, now)
    with pytest.raises(Invalid) as told:
        keep_cost(ada, plan.campaign, {**COST, missing: ""}, now=now)
    assert list(told.value.errors) == [missing]


def test_a_budget_is_changed_by_those_who_plan_and_never_from_outside(db, ada, dora, emil, now, signed_in) -> None:
    plan = begun(ada, now)
    cost = keep_cost(ada, plan.campaign, COST, now=now)
    url = reverse("planning_cost", args=[ada.workspace.slug, plan.pk, cost.pk])
    form = {name: "" if value is None else str(value) for name, value in COST.items()}
    signed_in(ada).post(url, {**form, "planned": "3.500,00", "spent": "1.200,50"})
    cost.refresh_from_db()
    assert (cost.planned, cost.spent, cost.achieved) == (3500, Decimal("1200.50"), None)
    assert signed_in(dora).post(url, form).status_code == 403
    assert (
        signed_in(emil).get(reverse("planning_cost", args=[emil.workspace.slug, plan.pk, cost.pk])).status_code == 404
    )
    with pytest.raises(Foreign):
        drop_cost(emil, cost, now=now)


def test_links_carry_source_and_campaign_and_keep_what_they_had() -> None:
    assert tag_of("Schärfer sehen – Größe 2027!") == "schaerfer-sehen-groesse-2027"
    assert (
        tagged("https://klarblick.example/messe?lang=de&utm_source=alt#termin", source="linkedin", campaign="messe")
        == "https://klarblick.example/messe?lang=de&utm_source=linkedin&utm_medium=social&utm_campaign=messe#termin"
    )


def test_each_network_gets_its_own_address(db, ada, now, signed_in) -> None:
    plan = begun(ada, now)
    make_channel(ada.workspace)
    keep_campaign_link(ada, plan.campaign, label="Messeseite", url="https://klarblick.example/messe", now=now)
    page = signed_in(ada).get(reverse("planning_campaign_budget", args=[ada.workspace.slug, plan.pk])).content.decode()
    assert "utm_source=rehearsal&amp;utm_medium=social&amp;utm_campaign=schaerfer-sehen" in page
    with pytest.raises(Invalid):
        keep_campaign_link(ada, plan.campaign, label="Falle", url="javascript:alert(1)", now=now)
