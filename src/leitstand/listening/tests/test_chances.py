"""The chances desk: posts in which somebody may want to buy are found, passed to sales behind the check, and counted."""

from datetime import timedelta

import pytest

from leitstand.compliance.models import Consent
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.models import AuditEntry, Notification
from leitstand.listening.actions.keep_chance import (
    ContactFields,
    close_chance,
    hand_over_chance,
    note_chance,
    note_contact,
)
from leitstand.listening.actions.look_back import look_back
from leitstand.listening.actions.make_of_mention import LeadFields, make_lead
from leitstand.listening.actions.work_off import work_off
from leitstand.listening.models import Chance, ChanceTerm, MadeOf, Mention
from leitstand.listening.queries.chances import chance_figures
from leitstand.listening.tests.factories import hear, make_item, make_search, make_source

pytestmark = pytest.mark.django_db
AT = "/w/werk/zuhoeren/"
ASKS = "Kann jemand statt dem Werk Nord eine Anlage empfehlen?"


def bring(workspace, now, *told):
    source = make_source(workspace)
    hear(workspace, source, [make_item(number, text, now, **more) for number, (text, more) in enumerate(told)], now)
    work_off()


@pytest.fixture
def chance(cem, workspace, now):
    make_search(cem, now, subject="Prüfanlagen")
    bring(workspace, now, (ASKS, {"author_handle": "karla", "network": "mastodon"}))
    return Chance.objects.get()


@pytest.fixture
def mention(chance):
    return Mention.objects.select_related("source__channel", "workspace").get()


@pytest.mark.guide("G5.4-05")
def test_whoever_wants_to_buy_is_found_passed_to_sales_behind_the_check_and_counted(
    signed_in, cem, ada, workspace, now, clock
):
    make_search(cem, now, subject="Prüfanlagen")
    bring(
        workspace,
        now,
        (ASKS, {"author_handle": "karla", "network": "mastodon", "url": "https://m.example/@karla/1"}),
        ("Das Werk Nord feiert Geburtstag", {}),
        ("Bin sehr enttäuscht vom Werk Nord", {}),  # about us: a complaint, no chance
    )
    browser = signed_in(cem)
    desk = browser.get(f"{AT}chancen/")
    assert [row.mention.text for row in desk.context["rows"]] == [ASKS]
    assert "Prüfanlagen" in desk.content.decode()
    chance = Chance.objects.get()
    page = f"{AT}fundstelle/{chance.mention}/"

    # Passed to sales, with a day; they are told.
    browser.post(f"{page}chance/uebergeben/", {"person": ada.person.pk, "due_on": "2026-11-04"})
    assert Notification.objects.get(person=ada.person, kind="listening.chance_for_you").path == page

    # Before anybody writes, the check says what may be: in public yes, alone not without a ground.
    shown = signed_in(ada).get(page).content.decode()
    assert "Öffentlich, wo es gesagt wurde" in shown
    assert "liegt keine Einwilligung" in shown or "Einwilligung" in shown
    sales = signed_in(ada)
    alone = {"way": "alone", "text": "Darf ich Ihnen ein Angebot machen?", "purpose": "advertising"}
    for told in (alone, {**alone, "noted": "1"}):
        refused = sales.post(f"{page}chance/kontakt/", told)
        assert refused.status_code == 422
        assert "Einwilligung" in refused.content.decode()
    assert Chance.objects.get().contacted_at is None

    # In public they are answered, three hours after they were heard.
    clock.advance(timedelta(hours=3))
    public = {"way": "public", "text": "Gern zeigen wir Ihnen, was bei kleinen Serien geht.", "purpose": "service"}
    assert sales.post(f"{page}chance/kontakt/", public).status_code == 200  # checked, nothing noted yet
    assert Chance.objects.get().contacted_at is None
    sales.post(f"{page}chance/kontakt/", {**public, "noted": "1"})
    assert Chance.objects.get().state == "contacted"

    # It becomes a lead, and the desk counts it.
    sales.post(f"{page}lead/", {"title": "Anlage für kleine Serien"})
    told = Chance.objects.get()
    assert (told.state, told.opportunity.title) == ("lead", "Anlage für kleine Serien")
    figures = browser.get(f"{AT}chancen/").context["figures"]
    assert (figures.found, figures.handed, figures.contacted, figures.leads) == (1, 1, 1, 1)
    assert figures.to_contact == timedelta(hours=3)
    assert "3\xa0Stunden" in browser.get(f"{AT}chancen/").content.decode()


def test_all_that_a_search_for_chances_finds_stands_on_the_desk_and_what_is_passed_on_does_not(cem, workspace, now):
    make_search(cem, now, purpose="chance")
    bring(workspace, now, ("Das Werk Nord baut", {}), (ASKS, {"kind": "share"}))
    assert [(one.terms, one.state) for one in Chance.objects.all()] == [([], "open")]


def test_a_complaint_about_a_competitor_is_a_chance(cem, workspace, now):
    make_search(cem, now, purpose="competitor")
    bring(workspace, now, ("Bin sehr enttäuscht vom Werk Nord", {}))
    assert Chance.objects.count() == 1


def test_a_search_that_is_made_later_finds_its_chances_too(cem, workspace, now):
    make_search(cem, now)
    bring(workspace, now, ("Das Werk Nord baut eine Halle", {}))
    assert not Chance.objects.exists()
    later = make_search(cem, now, name="Halle", query="Halle", purpose="chance")
    while look_back(later.pk, now=now):
        pass
    assert Chance.objects.count() == 1


def test_a_workspace_adds_words_and_switches_those_of_the_house_off(signed_in, cem, workspace, now):
    make_search(cem, now)
    browser = signed_in(cem)
    at = f"{AT}chancen/begriffe/"
    browser.post(f"{at}aendern/", {"query": '"auf Rädern"', "add": "1"})
    browser.post(f"{at}aendern/", {"query": '"wie teuer"', "drop": "1"})
    bring(workspace, now, ("Werk Nord auf Rädern", {}), ("Wie teuer ist das Werk Nord?", {}))
    assert [one.terms for one in Chance.objects.all()] == [['"auf Rädern"']]
    shown = browser.get(at).content.decode()
    assert "auf Rädern" in shown
    assert "Einschalten" in shown
    browser.post(f"{at}aendern/", {"query": '"wie teuer"', "restore": "1"})
    browser.post(f"{at}aendern/", {"query": '"auf Rädern"', "drop": "1"})
    assert not ChanceTerm.objects.exists()
    for wrong in ("(offen", '"wie teuer"', "x" * 201):
        refused = browser.post(f"{at}aendern/", {"query": wrong, "add": "1"})
        assert refused.status_code == 422
    assert browser.post(f"{at}aendern/", {"query": "gibtsnicht", "drop": "1"}).status_code == 422
    assert browser.post(f"{at}aendern/", {}).status_code == 302
    assert browser.get(at).status_code == 200


def test_what_must_not_be_said_in_public_is_not_noted_either(cem, chance, mention, now):
    with pytest.raises(Invalid):
        note_contact(cem, chance, mention, ContactFields("public", "  "), now=now)
    with pytest.raises(Invalid):
        note_contact(cem, chance, mention, ContactFields("brieftaube", "Hallo"), now=now)
    assert not MadeOf.objects.exists()


def test_service_unasked_needs_a_contract_by_name(cem, chance, mention, now):
    told = ContactFields("alone", "Ihr Termin ist bestätigt.", "contract")
    with pytest.raises(Invalid):
        note_contact(cem, chance, mention, told, now=now)
    named = ContactFields("alone", "Ihr Termin ist bestätigt.", "contract", "Auftrag 4711")
    assert note_contact(cem, chance, mention, named, now=now).state == "contacted"
    assert AuditEntry.objects.filter(verb="listening.note_contact").count() == 1
    assert not Consent.objects.exists()


def test_how_it_ends_is_told_and_can_be_taken_back(signed_in, cem, ada, chance, mention, workspace, now):
    with pytest.raises(Invalid):
        close_chance(cem, chance, "lost", "", now=now)
    close_chance(cem, chance, "lost", "Kauft beim Nachbarn", now=now)
    with pytest.raises(Impossible):
        hand_over_chance(cem, chance, ada.person, due_on=None, now=now)
    assert chance_figures(workspace, now - timedelta(days=1)).lost == 1
    browser = signed_in(cem)
    assert not browser.get(f"{AT}chancen/").context["rows"]
    assert len(browser.get(f"{AT}chancen/", {"stand": "lost"}).context["rows"]) == 1
    assert close_chance(cem, chance, "", "", now=now).state == "open"
    make_lead(cem, mention, LeadFields("Anlage"), now=now)
    with pytest.raises(Impossible):
        close_chance(cem, chance, "lost", "Zu spät", now=now)


def test_what_no_word_told_is_put_on_the_desk_by_hand_once(signed_in, cem, workspace, now):
    make_search(cem, now)
    bring(workspace, now, ("Das Werk Nord feiert", {}))
    found = Mention.objects.get()
    for _time in range(2):
        signed_in(cem).post(f"{AT}fundstelle/{found.pk}/chance/")
    note_chance(cem, found, now=now)
    assert Chance.objects.count() == 1
    assert AuditEntry.objects.filter(verb="listening.note_chance").count() == 1


def test_what_does_not_belong_here_leaves_the_desk(signed_in, cem, chance, mention):
    signed_in(cem).post(f"{AT}fundstelle/{mention.pk}/einordnen/", {"mark": "irrelevant"})
    assert Chance.objects.get().state == "irrelevant"


def test_only_mine_and_older_ones_are_read_in_pages_with_few_reads(
    signed_in, cem, ada, workspace, now, django_assert_max_num_queries
):
    make_search(cem, now)
    bring(workspace, now, *((f"Wie teuer ist das Werk Nord {n * 7919} x{n}y?", {}) for n in range(60)))
    assert Chance.objects.count() == 60
    hand_over_chance(cem, Chance.objects.first(), ada.person, due_on=None, now=now)
    browser = signed_in(cem)
    browser.get(f"{AT}chancen/")
    with django_assert_max_num_queries(18):
        page = browser.get(f"{AT}chancen/")
    assert len(page.context["rows"]) == 50
    older = browser.get(f"{AT}chancen/?{page.context['older']}")
    assert len(older.context["rows"]) == 10
    assert browser.get(f"{AT}chancen/", {"nach": "unsinn"}).status_code == 200
    assert len(signed_in(ada).get(f"{AT}chancen/", {"wessen": "meine"}).context["rows"]) == 1
