"""Why a post: the journey's map, the content mix with its rules, gap fillers out of facts."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from leitstand.house.actor import NotAllowed
from leitstand.house.errors import Impossible, Invalid
from leitstand.planning.actions.from_fact import from_fact
from leitstand.planning.core.mix import RULE, five_three_two, percent_of, shares
from leitstand.planning.models import Item
from leitstand.planning.queries.journey import cells_of
from leitstand.strategy.actions.keep_fact import keep_fact
from leitstand.strategy.actions.keep_journey import begin_journey, keep_instrument, keep_stages, keep_touchpoint
from leitstand.strategy.actions.keep_pillars import keep_pillars
from leitstand.strategy.models import Instrument, JourneyStage, Pillar, TargetGroup

SINCE = datetime(2026, 10, 1, tzinfo=UTC)


def page(actor, name: str, *more: object) -> str:
    return reverse(name, args=[actor.workspace.slug, *more])


def make(actor, title: str, at: datetime | None, stage: str = "planned", **fields: object) -> Item:
    return Item.objects.create(
        workspace=actor.workspace, title=title, planned_at=at, stage=stage, created_at=SINCE, updated_at=SINCE, **fields
    )


def make_group(actor, name: str = "Qualitätsleitung") -> TargetGroup:
    return TargetGroup.objects.create(workspace=actor.workspace, name=name, created_at=SINCE)


# ── 5-3-2 ──


@pytest.mark.guide("G3.3.3-13")
def test_of_ten_posts_five_come_from_outside_three_are_own_two_are_personal() -> None:
    assert dict(RULE) == {"external": 5, "own": 3, "personal": 2}
    exact = five_three_two(["external"] * 5 + ["own"] * 3 + ["personal"] * 2)
    assert exact.counts == {"external": 5, "own": 3, "personal": 2}
    assert exact.lacking == {"external": 0, "own": 0, "personal": 0}


@pytest.mark.guide("G3.3.3-13")
def test_the_next_post_is_what_lacks_most_once_the_oldest_has_left_the_ten() -> None:
    # The oldest of the ten, personal, leaves: then one personal post lacks and nothing else.
    assert five_three_two(["external"] * 5 + ["own"] * 3 + ["personal"] * 2).suggestion == "personal"
    assert five_three_two(["own"] * 10).suggestion == "external"
    assert five_three_two([]).suggestion == "external"


@given(st.lists(st.sampled_from(["external", "own", "personal", ""]), max_size=40))
def test_the_counter_never_looks_past_ten_and_loses_none_of_them(newest_first: list[str]) -> None:
    found = five_three_two(newest_first)
    assert sum(found.counts.values()) + found.uncounted == min(10, len(newest_first))


@pytest.mark.guide("G3.3.3-13")
def test_whoever_follows_the_suggestion_keeps_the_rule_for_ever() -> None:
    posts: list[str] = []
    for _step in range(60):
        posts.insert(0, five_three_two(posts).suggestion)
    for start in range(40):
        window = posts[start : start + 10]
        assert {name: window.count(name) for name in RULE} == dict(RULE)


def test_shares_count_only_what_says_something_and_name_wishes_nobody_used() -> None:
    found = shares(["A", "A", "B", "", "A"], {"A": 50, "C": 25})
    assert [(share.value, share.posts, share.percent, share.gap) for share in found] == [
        ("A", 3, 75.0, 25.0), ("B", 1, 25.0, None), ("C", 0, 0.0, -25.0),
    ]  # fmt: skip
    assert percent_of(1, 3) == 33.3
    assert percent_of(0, 0) is None


# ── the mix's page ──


@pytest.mark.guide("G2.3-08")
@pytest.mark.guide("G2.1-06")
@pytest.mark.guide("G4.1-02")
def test_the_mix_shows_pillars_product_posts_and_delivery_apart(owner, signed_in, now) -> None:
    pillar = Pillar.objects.create(workspace=owner.workspace, name="Bilden", share=60)
    for place in range(5):
        make(
            owner, f"Beitrag {place}", now - timedelta(days=place + 1), "published", pillar=pillar if place < 2 else None,
            post_format="product" if place < 2 else "", delivery="paid" if place == 0 else "organic", category="own",
        )  # fmt: skip
    shown = signed_in(owner).get(page(owner, "planning_mix")).content.decode()
    assert "40" in shown  # two of five are product posts; the ceiling is 30
    assert "Menschen kaufen von Menschen" in shown
    assert "Bilden" in shown
    assert "1 (20" in shown  # paid: one of five
    assert "4 (80" in shown  # organic
    assert "5 / 3" in shown  # own posts: five, where three are wanted


def test_pillars_keep_order_and_never_promise_more_than_the_whole(owner, dora, now) -> None:
    first = {"id": None, "name": "Bilden", "purpose": "", "share": 70}
    with pytest.raises(Invalid):
        keep_pillars(owner, [first, {"id": None, "name": "Inspirieren", "purpose": "", "share": 40}], now=now)
    kept = keep_pillars(owner, [first, {"id": None, "name": "Inspirieren", "purpose": "", "share": 30}], now=now)
    item = make(owner, "Wie man prüft", now, pillar=kept[0])
    keep_pillars(owner, [{"id": kept[1].pk, "name": "Begeistern", "purpose": "", "share": 30}], now=now)
    item.refresh_from_db()
    assert item.pillar is None
    assert [pillar.name for pillar in Pillar.objects.all()] == ["Begeistern"]
    with pytest.raises(NotAllowed):
        keep_pillars(dora, [first], now=now)


@pytest.mark.guide("G4.1-02")
def test_the_page_offers_empty_pillars_and_keeps_what_was_typed(owner, signed_in) -> None:
    browser = signed_in(owner)
    told = {
        "id": ["", "", ""],
        "name": ["Bilden", "Inspirieren", "Werte teilen"],
        "purpose": ["", "", ""],
        "share": ["40", "40", "20"],
    }
    assert browser.post(page(owner, "planning_mix"), told).status_code == 302
    assert list(Pillar.objects.values_list("name", "share")) == [
        ("Bilden", 40),
        ("Inspirieren", 40),
        ("Werte teilen", 20),
    ]
    told["share"] = ["90", "40", "20"]
    answer = browser.post(page(owner, "planning_mix"), told)
    assert answer.status_code == 422
    assert "mehr als 100" in answer.content.decode()


# ── number of the day ──


@pytest.fixture
def fact(owner, now):
    return keep_fact(
        owner,
        {
            "statement": "Jede fünfte Reklamation entsteht erst beim Verpacken.", "value": "20", "unit": "%", "population": "",
            "period": "2025", "source": "Verband der Prüftechnik", "link": "https://example.org/studie",
            "retrieved_on": date(2026, 10, 1), "stale_after": date(2027, 10, 1),
        },
        now=now,
    )  # fmt: skip


@pytest.mark.guide("G2.3-13")
def test_a_number_of_the_day_carries_its_source_and_waits_among_the_gap_fillers(owner, signed_in, fact) -> None:
    answer = signed_in(owner).post(page(owner, "planning_from_fact", fact.pk))
    assert answer.status_code == 302
    item = Item.objects.get()
    assert item.is_filler
    assert item.planned_at is None
    for words in ("20 %", "Jede fünfte Reklamation", "Verband der Prüftechnik, 2025", "https://example.org/studie"):
        assert words in item.text
    assert item.title in signed_in(owner).get(page(owner, "planning_mix")).content.decode()


@pytest.mark.guide("G2.3-13")
def test_an_old_figure_becomes_no_post(owner, fact, now) -> None:
    with pytest.raises(Impossible):
        from_fact(owner, fact, now=datetime(2027, 10, 1, tzinfo=UTC))
    assert not Item.objects.exists()


# ── the journey ──


@pytest.mark.guide("G2.1-11")
def test_the_map_names_every_gap_of_a_group_in_a_stage(owner, now) -> None:
    group, (first, second, *_rest) = make_group(owner), begin_journey(owner, now=now)
    bare = {stage.pk: cell.gaps for stage, (cell,) in cells_of(owner.workspace, now)}
    assert set(bare.values()) == {("touchpoint",)}
    full = {
        "name": "Messe",
        "question": "Passt das zu uns?",
        "interaction": "Gespräch",
        "call_to_action": "Termin buchen",
    }
    keep_touchpoint(owner, full, stage=first, group=group, now=now)
    keep_touchpoint(owner, {**full, "question": "", "call_to_action": ""}, stage=second, group=group, now=now)
    make(owner, "Einladung zur Messe", now + timedelta(days=3), target_group=group, journey_stage=first)
    make(owner, "Rückblick", now - timedelta(days=3), "published", target_group=group, journey_stage=second)
    found = {stage.pk: cell for stage, (cell,) in cells_of(owner.workspace, now)}
    assert (found[first.pk].gaps, found[first.pk].planned) == ((), 1)
    assert found[second.pk].gaps == ("question", "call_to_action", "post")
    assert found[second.pk].out == 1


@pytest.mark.guide("G2.1-11")
def test_start_and_end_of_the_journey_are_the_company_s_own(owner, signed_in, now) -> None:
    browser = signed_in(owner)
    make_group(owner)
    browser.post(page(owner, "planning_begin_journey"))
    assert JourneyStage.objects.count() == 5
    told = {"stages": "Erste Anfrage\nAngebot\nInbetriebnahme"}
    assert browser.post(page(owner, "planning_stages"), told).status_code == 302
    assert [stage.name for stage in JourneyStage.objects.all()] == ["Erste Anfrage", "Angebot", "Inbetriebnahme"]
    shown = browser.get(page(owner, "planning_journey")).content.decode()
    assert "Inbetriebnahme" in shown
    assert "kein Kontaktpunkt" in shown


def test_a_stage_with_touchpoints_does_not_vanish_by_a_slip_of_the_pen(owner, now) -> None:
    group, stages = make_group(owner), begin_journey(owner, now=now)
    point = {"name": "Messe", "question": "", "interaction": "", "call_to_action": ""}
    keep_touchpoint(owner, point, stage=stages[0], group=group, now=now)
    with pytest.raises(Invalid):
        keep_stages(owner, ["Ganz anders"], now=now)
    assert JourneyStage.objects.count() == 5


@pytest.mark.guide("G2.1-11")
def test_a_touchpoint_is_entered_from_the_empty_place_on_the_map(owner, signed_in, now) -> None:
    group, stages = make_group(owner), begin_journey(owner, now=now)
    browser = signed_in(owner)
    address = page(owner, "planning_new_touchpoint")
    offered = browser.get(address, {"phase": stages[1].pk, "gruppe": group.pk}).content.decode()
    assert f'value="{stages[1].pk}" selected' in offered
    told = {
        "stage": stages[1].pk, "group": group.pk, "name": "Fachartikel", "question": "Was kostet ein Ausfall?",
        "interaction": "Kommentare beantworten", "call_to_action": "Rechner öffnen",
    }  # fmt: skip
    assert browser.post(address, told).status_code == 302
    shown = browser.get(page(owner, "planning_journey")).content.decode()
    for words in ("Fachartikel", "Was kostet ein Ausfall?", "Rechner öffnen"):
        assert words in shown


@pytest.mark.guide("G1.3-02")
def test_instruments_beside_social_media_have_owner_cost_and_stage(owner, signed_in, now) -> None:
    stages = begin_journey(owner, now=now)
    told = {
        "name": "Google Search", "stage": stages[1].pk, "owner": owner.person.pk, "monthly_cost": "1.250,50", "note": "ROAS 4",
    }  # fmt: skip
    browser = signed_in(owner)
    assert browser.post(page(owner, "planning_new_instrument"), told).status_code == 302
    kept = Instrument.objects.get()
    assert (kept.monthly_cost, kept.owner, kept.stage) == (Decimal("1250.50"), owner.person, stages[1])
    keep_instrument(
        owner,
        {"name": "Newsletter", "stage": None, "owner": None, "monthly_cost": Decimal("49.50"), "note": ""},
        now=now,
    )
    shown = browser.get(page(owner, "planning_journey")).content.decode()
    assert "Google Search" in shown
    assert "1.300,00" in shown  # both together


def test_costs_below_nothing_are_refused(owner, now) -> None:
    with pytest.raises(Invalid):
        keep_instrument(
            owner, {"name": "X", "stage": None, "owner": None, "monthly_cost": Decimal(-1), "note": ""}, now=now
        )


# ── an item's reasons ──


def test_an_item_s_reasons_are_chosen_in_the_plan(owner, signed_in, now) -> None:
    group, stages = make_group(owner), begin_journey(owner, now=now)
    item = make(owner, "Wie man prüft", now + timedelta(days=3))
    browser = signed_in(owner)
    shown = browser.get(page(owner, "planning_item", item.pk)).content.decode()
    assert "Warum dieser Beitrag" in shown
    told = {
        "title": item.title, "kind": "text", "version": item.version, "target_group": group.pk, "journey_stage": stages[0].pk,
        "motive": "advice", "category": "own", "delivery": "paid", "day": "2026-11-05", "time": "10:00",
    }  # fmt: skip
    answer = browser.post(page(owner, "planning_item", item.pk), told)
    assert answer.status_code in (200, 204, 302)
    item.refresh_from_db()
    assert (item.target_group, item.journey_stage) == (group, stages[0])
    assert (item.motive, item.category, item.delivery) == ("advice", "own", "paid")


@pytest.mark.parametrize("name", ["planning_mix", "planning_journey"])
def test_mix_and_map_ask_the_same_however_much_there_is(owner, signed_in, now, name) -> None:
    stages = begin_journey(owner, now=now)

    def grow(start: int, end: int) -> None:
        for place in range(start, end):
            group = make_group(owner, f"Gruppe {place}")
            point = {"name": "Messe", "question": "", "interaction": "", "call_to_action": ""}
            keep_touchpoint(owner, point, stage=stages[0], group=group, now=now)
            pillar = Pillar.objects.create(workspace=owner.workspace, name=f"P{place}")
            make(
                owner,
                "Raus",
                now - timedelta(days=1),
                "published",
                target_group=group,
                journey_stage=stages[0],
                pillar=pillar,
            )
            make(owner, "Bereit", None, "idea", is_filler=True)

    browser = signed_in(owner)
    grow(0, 2)
    browser.get(page(owner, name))
    with CaptureQueriesContext(connection) as few:
        browser.get(page(owner, name))
    grow(2, 12)
    with CaptureQueriesContext(connection) as many:
        browser.get(page(owner, name))
    assert len(many) == len(few)
