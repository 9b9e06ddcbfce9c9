"""The account register, the scoring page, hours and demand: through the pages and actions people use."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from leitstand.channels.models import Channel
from leitstand.house.actor import Foreign, NotAllowed
from leitstand.house.errors import Invalid, Stale
from leitstand.strategy.actions.keep_account import keep_account
from leitstand.strategy.actions.keep_seats import keep_format_hours, keep_seat
from leitstand.strategy.actions.score_accounts import decide_accounts, score_accounts
from leitstand.strategy.core.scoring import Candidate, Factor, Model
from leitstand.strategy.models import Account, AccountScoring, Decision, Seat
from leitstand.strategy.queries.capacity import content_hours, demand_of

FACTORS = (Factor("f1", "Zielgruppen", 2), Factor("f2", "Umsatzpotenzial", 1))
MODEL = Model(
    FACTORS,
    (Candidate("c1", "Prüfzellen", {"f1": 5, "f2": 5}), Candidate("c2", "Karriere", {"f1": 1, "f2": 2})),
)


def page(actor, name: str, *more: object) -> str:
    return reverse(name, args=[actor.workspace.slug, *more])


def fields(**changed):
    return {
        "platform": "linkedin", "name": "Werk GmbH", "kind": "company", "state": "active", "languages": ["de"],
        "market": "", "purpose": "Fachkundschaft", "breadth": "narrow", "owner": None, "channel": None,
        "posts_a_week": {"picture": 2.0}, **changed,
    }  # fmt: skip


@pytest.mark.guide("G2.1-18")
def test_the_register_holds_every_account_with_kind_language_purpose_and_who_looks_after_it(owner, signed_in) -> None:
    browser = signed_in(owner)
    told = {
        "platform": "linkedin", "name": "Prüfzellen weltweit", "kind": "product", "state": "planned",
        "languages": ["de", "en"], "purpose": "Einkauf in der Automobilzulieferung", "breadth": "narrow",
        "market": "DACH", "owner": owner.person.pk, "posts_picture": "1,5",
    }  # fmt: skip
    assert browser.post(page(owner, "strategy_new_account"), told).status_code == 302
    kept = Account.objects.get(workspace=owner.workspace)
    assert (kept.languages, kept.owner, kept.posts_a_week) == (["de", "en"], owner.person, {"picture": 1.5})
    shown = browser.get(page(owner, "strategy_accounts")).content.decode()
    for words in ("Prüfzellen weltweit", "LinkedIn", "Produkt", "Deutsch, Englisch", "Olga", "Geplant", "DACH"):
        assert words in shown


@pytest.mark.guide("G2.1-08")
def test_the_breadth_of_an_audience_says_how_deep_and_in_which_language_to_write(owner, signed_in, now) -> None:
    keep_account(owner, fields(name="Eng", breadth="narrow"), now=now)
    keep_account(owner, fields(name="Breit", breadth="broad", languages=["de", "en"]), now=now)
    shown = signed_in(owner).get(page(owner, "strategy_accounts")).content.decode()
    assert "Konkret und ausführlich" in shown
    assert "Allgemein, ohne Fachbegriffe" in shown
    assert "Deutsch, Englisch" in shown


@pytest.mark.guide("G2.1-20", "G2.1-21")
def test_candidates_are_rated_on_the_page_and_the_recommendation_becomes_a_dated_decision(owner, signed_in) -> None:
    browser = signed_in(owner)
    told = {
        "version": "0", "scale": "5", "gap_percent": "15",
        "factor-f1": "Zielgruppen", "weight-f1": "2", "factor-f2": "Umsatzpotenzial", "weight-f2": "1",
        "factor-f3": "", "weight-f3": "1",
        "candidate-c1": "Prüfzellen", "rating-c1-f1": "5", "rating-c1-f2": "5",
        "candidate-c2": "Karriere", "rating-c2-f1": "1", "rating-c2-f2": "2", "candidate-c3": "",
    }  # fmt: skip
    assert browser.post(page(owner, "strategy_scoring"), told).status_code == 302
    shown = browser.get(page(owner, "strategy_scoring")).content.decode()
    # by hand: 2·5 + 1·5 = 15 of 15; 2·1 + 1·2 = 4; the step of 11 is 73.3 %
    assert "Eigene Konten lohnen sich für einige" in shown
    assert "73,3" in shown
    said = {"outcome": "Eigenes Konto für Prüfzellen", "reason": "Anderes Publikum"}
    assert browser.post(page(owner, "strategy_scoring_decision"), said).status_code == 302
    decision = Decision.objects.get(workspace=owner.workspace, about="account_strategy")
    assert decision.basis["scores"] == [["Prüfzellen", 15], ["Karriere", 4]]
    assert decision.decided_by == owner.person
    table = browser.get(page(owner, "strategy_scoring_table")).content.decode("utf-8-sig")
    assert table.splitlines()[1:] == ["Prüfzellen;5;5;15", "Karriere;1;2;4"]


@pytest.mark.guide("G2.1-19")
def test_for_and_against_stand_beside_the_hours_of_the_own_accounts(owner, signed_in, now) -> None:
    keep_account(owner, fields(), now=now)
    keep_seat(owner, seat(owner, hours="10"), now=now)
    shown = " ".join(signed_in(owner).get(page(owner, "strategy_scoring")).content.decode().split())
    assert "Weniger Aufwand für Pflege, Steuerung und Erstellung" in shown
    # two pictures of 1.5 hours; 60 % of 10 hours for content
    assert "zusammen 3 Stunden pro Woche, das Team hat 6" in shown


def seat(actor, hours: str = "10", **changed):
    return {
        "person": actor.person, "name": "", "hours_a_week": Decimal(hours), "content_percent": 60,
        "cost_per_hour": None, **changed,
    }  # fmt: skip


@pytest.mark.guide("G2.1-05")
def test_the_page_says_how_many_hours_are_missing_and_how_many_posts_are_still_possible(owner, signed_in, now) -> None:
    browser = signed_in(owner)
    keep_account(owner, fields(posts_a_week={"video": 1.0}, languages=["de", "en"]), now=now)
    browser.post(
        page(owner, "strategy_new_seat"), {"person": owner.person.pk, "hours_a_week": "10", "content_percent": "60"}
    )
    assert content_hours(owner.workspace) == 6.0
    shown = " ".join(browser.get(page(owner, "strategy_capacity")).content.decode().split())
    # 6 hours · 1.4 for two languages = 8.4 of 6
    assert "8,4 Stunden pro Woche" in shown
    assert "2,4 fehlen" in shown
    browser.post(page(owner, "strategy_format_hours"), {"video": "2"})
    assert demand_of(owner.workspace).hours == 2.8
    assert "Das Team schafft, was die Konten brauchen" in browser.get(page(owner, "strategy_capacity")).content.decode()


def test_an_account_under_consideration_does_not_count_yet(owner, now) -> None:
    keep_account(owner, fields(state="idea"), now=now)
    assert demand_of(owner.workspace).hours == 0
    assert demand_of(owner.workspace, with_ideas=True).hours == 3.0


def test_wrong_fields_are_told_and_nothing_is_kept(owner, emil, now) -> None:
    with pytest.raises(Invalid) as told:
        keep_account(
            owner,
            fields(name=" ", platform="myspace", languages=[], owner=emil.person, posts_a_week={"dance": 1}),
            now=now,
        )
    assert set(told.value.errors) == {"name", "platform", "languages", "owner", "posts_a_week"}
    with pytest.raises(Invalid):
        keep_seat(owner, seat(owner, hours="0"), now=now)
    with pytest.raises(Invalid):
        keep_format_hours(owner, {"video": Decimal(-1)}, now=now)
    assert not Account.objects.exists()


def test_nobody_reaches_another_workspaces_accounts_or_channels(owner, emil, now) -> None:
    theirs = keep_account(emil, fields(), now=now)
    with pytest.raises(Foreign):
        keep_account(owner, fields(), now=now, account=theirs)
    channel = Channel.objects.create(
        workspace=emil.workspace, network="rehearsal", external_id="1", handle="a", name="A", method="password",
        connected_at=datetime(2026, 11, 1, tzinfo=UTC),
    )  # fmt: skip
    with pytest.raises(Foreign):
        keep_account(owner, fields(channel=channel), now=now)


def test_one_channel_belongs_to_one_account(owner, now) -> None:
    channel = Channel.objects.create(
        workspace=owner.workspace, network="rehearsal", external_id="1", handle="a", name="A", method="password",
        connected_at=now,
    )  # fmt: skip
    first = keep_account(owner, fields(channel=channel), now=now)
    keep_account(owner, fields(channel=channel, purpose="anders"), now=now, account=first)
    with pytest.raises(Invalid) as told:
        keep_account(owner, fields(name="Zweites", channel=channel), now=now)
    assert set(told.value.errors) == {"channel"}


def test_two_who_rate_at_once_do_not_overwrite_each_other(owner, ada, now) -> None:
    score_accounts(owner, MODEL, version=0, now=now)
    with pytest.raises(Stale):
        score_accounts(ada, Model(FACTORS, ()), version=0, now=now)
    assert len(AccountScoring.objects.get(workspace=owner.workspace).candidates) == 2


def test_what_was_typed_is_not_lost_when_something_is_wrong(owner, signed_in) -> None:
    told = {"version": "0", "scale": "5", "gap_percent": "500", "factor-f1": "Themen", "weight-f1": "2",
            "candidate-c1": "Mein Kandidat", "rating-c1-f1": "4"}  # fmt: skip
    answer = signed_in(owner).post(page(owner, "strategy_scoring"), told)
    assert answer.status_code == 422
    assert "Mein Kandidat" in answer.content.decode()


def test_there_is_no_decision_before_the_rating_is_whole(owner, dora, now) -> None:
    with pytest.raises(Invalid):
        decide_accounts(owner, outcome="Ein Konto", reason="", now=now)
    with pytest.raises(NotAllowed):
        score_accounts(dora, MODEL, version=0, now=now)
    assert not Seat.objects.exists()


def test_a_table_holds_no_formula(owner, signed_in, now) -> None:
    evil = Model(FACTORS, (Candidate("c1", "=HYPERLINK(1)", {"f1": 1, "f2": 1}),))
    score_accounts(owner, evil, version=0, now=now)
    assert ";=" not in signed_in(owner).get(page(owner, "strategy_scoring_table")).content.decode()
    assert "'=HYPERLINK(1)" in signed_in(owner).get(page(owner, "strategy_scoring_table")).content.decode()
