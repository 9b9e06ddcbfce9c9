"""The stock of content: gap fillers for empty days, and the guard that keeps the same from being said too often."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from leitstand.house.actor import Foreign, NotAllowed
from leitstand.house.errors import Impossible, Invalid
from leitstand.planning.actions.keep_supply import keep_supply
from leitstand.planning.actions.place_filler import place_filler
from leitstand.planning.actions.reuse_item import first_moment, reuse_item
from leitstand.planning.core.supply import Objection, Rule, Stock, defaults, earliest, objection, placings, variant
from leitstand.planning.models import Item
from leitstand.planning.queries.supply import (
    campaigns_without_stock,
    repeat_warnings,
    rule_for,
    rules_of,
    stock_of,
    suggestions,
)
from leitstand.planning.tests.factories import make_campaign, make_channel, make_item

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
RULE = Rule(min_days=60, most_repeats=3)


def page(actor, name: str, *more: object) -> str:
    return reverse(name, args=[actor.workspace.slug, *more])


# ── the guard ──


@pytest.mark.guide("G2.4-17")
def test_the_same_keeps_its_distance_and_its_number_of_repeats() -> None:
    assert objection(RULE, [], AT) is None
    assert objection(RULE, [AT - timedelta(days=60)], AT) is None
    soon = AT - timedelta(days=59)
    assert objection(RULE, [soon], AT) == Objection("too_soon", soon, 59, 1)
    # What stands in the plan after it counts as well.
    assert objection(RULE, [AT + timedelta(days=3)], AT).why == "too_soon"
    # The first time and three repeats are four times; a fifth is one too many.
    long_ago = [AT - timedelta(days=100 * number) for number in range(1, 5)]
    assert objection(RULE, long_ago[:3], AT) is None
    assert objection(RULE, long_ago, AT).why == "too_often"


@pytest.mark.guide("G2.4-17")
def test_the_first_day_for_the_next_time_follows_from_the_last_one() -> None:
    said = [AT - timedelta(days=100), AT - timedelta(days=10)]
    assert earliest(RULE, said, AT) == AT + timedelta(days=50)
    assert earliest(RULE, [AT - timedelta(days=100)], AT) == AT
    assert earliest(Rule(60, 1), said, AT) is None


@pytest.mark.guide("G2.4-09")
def test_a_variant_says_it_with_the_words_of_the_text_alone() -> None:
    text = "Seit heute prüft die Kamera jedes Teil. Was bringt das? Weniger Ausschuss.\n\nMehr dazu im Blog.\n\nhttps://a.example #qs"
    assert (
        variant(text, "short")
        == "Seit heute prüft die Kamera jedes Teil. Was bringt das? Weniger Ausschuss.\n\nhttps://a.example #qs"
    )
    assert (
        variant(text, "question")
        == "Was bringt das?\n\nSeit heute prüft die Kamera jedes Teil. Weniger Ausschuss.\n\nMehr dazu im Blog.\n\nhttps://a.example #qs"
    )
    assert variant("Ein Satz.", "short") is None
    assert variant("Ein Satz.", "question") is None
    assert variant("Fragt ein Link? https://a.example/?b", "question") == "Fragt ein Link?\n\nhttps://a.example/?b"
    assert variant(text, "same") == text


@pytest.mark.guide("G2.4-17")
@pytest.mark.django_db
def test_each_channel_may_have_a_rule_of_its_own_and_others_follow_the_common_one(ada, emil, now):
    first, second = make_channel(ada.workspace, "Firma"), make_channel(ada.workspace, "Karriere")
    assert rule_for(rules_of(ada.workspace), first.pk) == defaults().repeat
    keep_supply(ada, filler_minimum=4, rules={None: Rule(30, 2), first.pk: Rule(14, 5)}, now=now)
    rules = rules_of(ada.workspace)
    assert (rule_for(rules, first.pk), rule_for(rules, second.pk)) == (Rule(14, 5), Rule(30, 2))
    keep_supply(ada, filler_minimum=4, rules={first.pk: None}, now=now)
    assert rule_for(rules_of(ada.workspace), first.pk) == Rule(30, 2)
    with pytest.raises(Foreign):
        keep_supply(emil, filler_minimum=1, rules={first.pk: Rule(1, 1)}, now=now)
    with pytest.raises(Invalid):
        keep_supply(ada, filler_minimum=51, rules={}, now=now)


@pytest.mark.guide("G2.4-17")
@pytest.mark.django_db
def test_plan_and_composer_warn_when_the_same_was_out_too_recently(ada, clock, now, signed_in):
    channel = make_channel(ada.workspace, "Firma")
    make_item(ada.workspace, "Alt", now - timedelta(days=45), text="Kran da", stage="published", channels=[channel])
    new = make_item(ada.workspace, "Neu", now + timedelta(days=1), text="Kran da", channels=[channel])
    (warning,) = repeat_warnings(new)
    assert (warning.objection.why, warning.objection.days_apart, warning.channel) == ("too_soon", 46, channel.pk)
    ada.person.language = "en"
    ada.person.save()
    for name in ("planning_item", "composer_edit"):
        shown = signed_in(ada).get(page(ada, name, new.pk)).content.decode()
        assert "46 days apart; your limit is 60 days" in shown, name
    keep_supply(ada, filler_minimum=3, rules={channel.pk: Rule(40, 3)}, now=now)
    assert repeat_warnings(new) == []


@pytest.mark.guide("G2.4-09")
@pytest.mark.django_db
def test_a_post_is_said_again_as_a_variant_on_the_first_working_day_it_may(ada, clock, now, signed_in):
    channel = make_channel(ada.workspace, "Firma")
    # Published on Wednesday, 16 September; 60 days on is Sunday, 15 November; the Monday after it is the 16th.
    out = make_item(
        ada.workspace, "Kran", datetime(2026, 9, 16, 8, 0, tzinfo=UTC), text="Kran da. Was kann er?",
        stage="measured", channels=[channel],
    )  # fmt: skip
    answer = signed_in(ada).post(page(ada, "planning_reuse", out.pk), {"text": "Was kann er? Der Kran ist da."})
    assert answer.status_code == 302
    again = Item.objects.get(reuse_of=out)
    assert again.planned_at == datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
    assert (again.stage, again.text, again.channel_ids) == ("written", "Was kann er? Der Kran ist da.", [channel.pk])
    # Other words, and still the same post: the guard counts the variant.
    assert first_moment(out, channel.pk, now=now) == again.planned_at + timedelta(days=60)
    with pytest.raises(Impossible) as too_soon:
        reuse_item(ada, out, text="Noch einmal", at=now + timedelta(days=20), now=now)
    assert too_soon.value.code == "too_soon"
    keep_supply(ada, filler_minimum=3, rules={channel.pk: Rule(0, 1)}, now=now)
    with pytest.raises(Impossible) as too_often:
        reuse_item(ada, out, text="Noch einmal", now=now)
    assert too_often.value.code == "too_often"


@pytest.mark.django_db
def test_only_what_is_out_is_said_again_and_only_by_those_who_plan(ada, cem, now):
    idea = make_item(ada.workspace, "Idee")
    with pytest.raises(Impossible):
        reuse_item(ada, idea, text="x", now=now)
    with pytest.raises(NotAllowed):
        reuse_item(cem, idea, text="x", now=now)


# ── the stock ──


def test_the_longest_waiting_filler_goes_to_the_first_empty_day_and_none_twice() -> None:
    days = [date(2026, 11, number) for number in (3, 4, 5)]
    found = placings(["alt", "neu"], days, {date(2026, 11, 4)})
    assert [(one.day.day, one.thing) for one in found] == [(3, "alt"), (5, "neu")]
    assert Stock(ready=1, minimum=3).missing == 2
    assert Stock(ready=5, minimum=3).missing == 0


@pytest.mark.guide("G2.4-16")
@pytest.mark.django_db
def test_an_empty_working_day_gets_a_gap_filler_by_one_button(ada, clock, now, signed_in):
    # Today is Monday, 2 November 2026; on Tuesday something is planned, Wednesday is the first empty working day.
    make_item(ada.workspace, "Geplant", datetime(2026, 11, 3, 9, 0, tzinfo=UTC))
    filler = make_item(ada.workspace, "Zahl des Tages", is_filler=True)
    (suggested,) = suggestions(ada.workspace, now)
    assert (suggested.day, suggested.thing) == (date(2026, 11, 4), filler)
    assert "Zahl des Tages" in signed_in(ada).get(page(ada, "planning_supply")).content.decode()
    signed_in(ada).post(page(ada, "planning_place_filler", filler.pk), {"tag": "2026-11-04"})
    filler.refresh_from_db()
    assert (filler.planned_at, filler.stage) == (datetime(2026, 11, 4, 9, 0, tzinfo=UTC), "planned")
    assert stock_of(ada.workspace).ready == 0
    with pytest.raises(Impossible):
        place_filler(ada, filler, date(2026, 11, 5), now=now)


@pytest.mark.guide("G2.4-16")
@pytest.mark.django_db
def test_a_campaign_that_starts_soon_wants_its_stock_ready(ada, clock, now, signed_in):
    make_campaign(ada.workspace, "Herbst", starts=date(2026, 11, 9), ends=date(2026, 11, 20))
    make_campaign(ada.workspace, "Winter", starts=date(2026, 12, 9), ends=date(2026, 12, 20))
    today = date(2026, 11, 2)
    assert [one.name for one in campaigns_without_stock(ada.workspace, today)] == ["Herbst"]
    for name in ("planning_supply", "planning_campaigns"):
        assert "Herbst" in signed_in(ada).get(page(ada, name)).content.decode()
    for number in range(defaults().filler_minimum):
        make_item(ada.workspace, f"Vorrat {number}", is_filler=True)
    assert campaigns_without_stock(ada.workspace, today) == []


@pytest.mark.django_db
def test_the_numbers_are_kept_by_the_page(ada, clock, now, signed_in):
    channel = make_channel(ada.workspace, "Firma")
    told = {"filler_minimum": "5", "channel": ["all", str(channel.pk)], "days-all": "30", "most-all": "2"}
    answer = signed_in(ada).post(
        page(ada, "planning_supply"), {**told, f"days-{channel.pk}": "", f"most-{channel.pk}": ""}
    )
    assert answer.status_code == 302
    assert (stock_of(ada.workspace).minimum, rules_of(ada.workspace)) == (5, {None: Rule(30, 2)})
    assert signed_in(ada).post(page(ada, "planning_supply"), {**told, f"days-{channel.pk}": "7"}).status_code == 422
