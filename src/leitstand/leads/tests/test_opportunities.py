"""Opportunities: entered, every step logged on networks and off them, closed, and summed up honestly."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from leitstand.contacts.actions.forget_contact import forget_contact
from leitstand.contacts.actions.keep_contact import ContactFields, keep_contact
from leitstand.house.actor import Foreign, NotAllowed
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.models import AuditEntry
from leitstand.leads.actions.close_opportunity import close_opportunity, reopen_opportunity
from leitstand.leads.actions.keep_opportunity import OpportunityFields, keep_opportunity
from leitstand.leads.actions.log_step import drop_step, log_step
from leitstand.leads.core.contribution import Part, Stage
from leitstand.leads.models import Opportunity, OpportunityStep
from leitstand.leads.queries import contribution_of, row_of
from leitstand.planning.tests.factories import make_campaign, make_channel

AT = "/w/werk/kontakte/chancen/"
TODAY = date(2026, 11, 2)


def fields(**told: object) -> OpportunityFields:
    first = {"title": "Prüfanlage für Holm", "organisation": "Brauerei Holm", "contact": None, "campaign": None}
    return {**first, "owner": None, "value": Decimal(48000), **told}  # type: ignore[typeddict-item]


@pytest.fixture
def holm(cem, now) -> Opportunity:
    return keep_opportunity(cem, fields(), now=now)


@pytest.mark.guide("G1.3-10")
def test_every_step_is_logged_from_the_first_touch_to_the_closing_and_the_contribution_stays_visible(
    signed_in, cem, workspace, holm
):
    channel = make_channel(workspace)
    browser = signed_in(cem)
    address = f"{AT}{holm.pk}/"
    for kind, day, stage in [
        ("touch", "2026-06-01", "Erster Kontakt auf einem Netzwerk"),
        ("conversation", "2026-06-20", "Im Gespräch auf einem Netzwerk"),
        ("web", "2026-09-01", "Telefon, Webkonferenz, Termin"),
        ("phone", "2026-10-28", "Telefon, Webkonferenz, Termin"),
    ]:
        told = {"kind": kind, "day": day, "channel": channel.pk, "note": f"Notiz {kind}"}
        assert browser.post(f"{address}schritt/", told).status_code == 302
        shown = browser.get(address).content.decode()
        assert stage in shown
        assert f"Notiz {kind}" in shown
    # Only steps on a network keep the channel.
    assert list(holm.steps.values_list("channel", flat=True)) == [channel.pk, channel.pk, None, None]
    told = {"outcome": "won", "day": "2026-10-30", "value": "52.000,00", "why": "schneller als die anderen"}
    assert browser.post(f"{address}abschliessen/", told).status_code == 302
    holm.refresh_from_db()
    assert (holm.outcome, holm.closed_on, holm.value) == ("won", date(2026, 10, 30), Decimal(52000))
    page = browser.get(f"{AT}beitrag/", {"von": "2026-01-01", "bis": "2026-12-31"})
    found = page.context["found"]
    assert (found.parts[Part.BEGAN].count, found.share, found.days) == (1, 100, 151)  # 1 June to 30 October
    assert "52.000" in page.content.decode()
    assert "Telefonat" in page.content.decode()


@pytest.mark.guide("G1.3-10")
def test_the_list_stands_by_how_far_deals_have_come_with_their_sums(signed_in, cem, holm, now):
    other = keep_opportunity(cem, fields(title="Wartung", value=None), now=now)
    log_step(cem, holm, kind="meeting", day=TODAY, now=now)
    log_step(cem, other, kind="touch", day=TODAY, now=now)
    stages = signed_in(cem).get(AT).context["stages"]
    assert [(str(name), sums.count, sums.value, sums.unknown) for name, sums, _ in stages] == [
        ("Telefon, Webkonferenz, Termin", 1, Decimal(48000), 0),
        ("Erster Kontakt auf einem Netzwerk", 1, Decimal(0), 1),
    ]


def test_what_is_wrong_is_told_at_its_field_and_nothing_is_kept(cem, holm, now):
    for wrong, field in [
        ({"title": " "}, "title"),
        ({"title": "x" * 161}, "title"),
        ({"value": Decimal(-1)}, "value"),
        ({"value": Decimal(10**10)}, "value"),
    ]:
        with pytest.raises(Invalid) as refused:
            keep_opportunity(cem, fields(**wrong), now=now)
        assert set(refused.value.errors) == {field}
    for wrong, field in [
        ({"kind": "letter"}, "kind"),
        ({"day": TODAY + timedelta(days=1)}, "day"),
        ({"note": "x" * 301}, "note"),
    ]:
        with pytest.raises(Invalid) as refused:
            log_step(cem, holm, **{"kind": "phone", "day": TODAY, **wrong}, now=now)
        assert set(refused.value.errors) == {field}
    assert Opportunity.objects.count() == 1
    assert not OpportunityStep.objects.exists()


def test_a_won_deal_needs_its_value_a_lost_one_does_not(cem, now):
    unknown = keep_opportunity(cem, fields(value=None), now=now)
    with pytest.raises(Invalid) as refused:
        close_opportunity(cem, unknown, outcome="won", day=TODAY, value=None, why="", now=now)
    assert set(refused.value.errors) == {"value"}
    assert (
        close_opportunity(cem, unknown, outcome="lost", day=TODAY, value=None, why="zu teuer", now=now).outcome
        == "lost"
    )


def test_what_is_closed_takes_no_steps_until_it_is_opened_again(signed_in, cem, holm, now):
    step = log_step(cem, holm, kind="phone", day=TODAY, now=now)
    close_opportunity(cem, holm, outcome="won", day=TODAY, value=Decimal(5), why="", now=now)
    holm.refresh_from_db()
    with pytest.raises(Impossible):
        log_step(cem, holm, kind="phone", day=TODAY, now=now)
    with pytest.raises(Impossible):
        close_opportunity(cem, holm, outcome="lost", day=TODAY, value=None, why="", now=now)
    told = {"kind": "phone", "day": "2026-11-02"}
    refused = signed_in(cem).post(f"{AT}{holm.pk}/schritt/", told)
    assert refused.status_code == 422
    assert "abgeschlossen" in refused.content.decode()
    opened = reopen_opportunity(cem, holm, now=now)
    assert (opened.outcome, opened.closed_on) == ("", None)
    drop_step(cem, step, now=now)
    assert row_of(opened).stage is Stage.NEW


def test_only_deals_won_in_the_span_count(workspace, cem, holm, now):
    close_opportunity(cem, holm, outcome="won", day=date(2026, 10, 1), value=Decimal(5), why="", now=now)
    assert contribution_of(workspace, date(2026, 10, 1), date(2026, 10, 1)).total.count == 1
    assert contribution_of(workspace, date(2026, 10, 2), TODAY).total.count == 0


def test_a_forgotten_contact_leaves_the_deal_and_its_figures(cem, now):
    anna = keep_contact(cem, ContactFields(name="Anna", organisation="", email="", note=""), now=now)
    deal = keep_opportunity(cem, fields(contact=anna), now=now)
    forget_contact(cem, anna, now=now)
    deal.refresh_from_db()
    assert deal.contact is None
    told = AuditEntry.objects.filter(verb__startswith="leads.").values_list("subject", flat=True)
    assert not any("Holm" in subject for subject in told)


def test_the_form_offers_only_what_belongs_to_the_workspace(signed_in, cem, emil, now):
    theirs = keep_contact(emil, ContactFields(name="Fremd", organisation="", email="", note=""), now=now)
    browser = signed_in(cem)
    assert "Fremd" not in browser.get(f"{AT}neu/").content.decode()
    told = {"title": "Neu", "contact": theirs.pk, "campaign": make_campaign(emil.workspace).pk, "value": "1.000,50"}
    answer = browser.post(f"{AT}neu/", told)
    assert answer.status_code == 422
    assert "1.000,50" in answer.content.decode()
    assert not Opportunity.objects.exists()
    mine = keep_contact(cem, ContactFields(name="Anna", organisation="Holm", email="", note=""), now=now)
    first = browser.get(f"{AT}neu/", {"kontakt": mine.pk}).content.decode()
    assert 'value="Holm"' in first


def test_readers_see_the_figures_but_nobody_by_name_and_strangers_nothing(signed_in, dora, emil, holm, now):
    assert signed_in(dora).get(AT).status_code == 403
    assert signed_in(dora).get(f"{AT}beitrag/").status_code == 200
    assert signed_in(emil).get(f"{AT}{holm.pk}/").status_code == 404
    with pytest.raises(NotAllowed):
        keep_opportunity(dora, fields(), now=now)
    with pytest.raises(Foreign):
        log_step(emil, holm, kind="phone", day=TODAY, now=now)


def test_a_wrong_span_is_told_and_a_leap_day_is_a_day_like_any(signed_in, ada, clock):
    browser = signed_in(ada)
    assert browser.get(f"{AT}beitrag/", {"von": "2026-12-01", "bis": "2026-11-01"}).status_code == 422
    clock.advance(timedelta(days=483))  # 28 February 2028
    assert browser.get(f"{AT}beitrag/").status_code == 200
    clock.advance(timedelta(days=1))
    assert browser.get(f"{AT}beitrag/").status_code == 200


def test_the_list_asks_the_same_however_many_there_are(signed_in, cem, now, django_assert_max_num_queries):
    for number in range(20):
        deal = keep_opportunity(cem, fields(title=f"N{number}"), now=now)
        log_step(cem, deal, kind="touch", day=TODAY, now=now)
    browser = signed_in(cem)
    with django_assert_max_num_queries(18):
        assert browser.get(AT).status_code == 200
