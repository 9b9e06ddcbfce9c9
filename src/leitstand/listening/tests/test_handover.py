"""What is heard becomes work: who looks after a mention, what is made of it, and how well a search finds."""

from datetime import timedelta

import pytest

from leitstand.compliance.models import Incident
from leitstand.contacts.models import Contact
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.models import AuditEntry, Notification
from leitstand.leads.models import Opportunity
from leitstand.listening.actions.answer_mention import answered_by_hand, open_for_answer
from leitstand.listening.actions.give_mention import give_mention
from leitstand.listening.actions.make_of_mention import LeadFields, make_idea, make_lead
from leitstand.listening.actions.mark_mention import mark_mention
from leitstand.listening.actions.tidy import forget_old_mentions
from leitstand.listening.actions.work_off import work_off
from leitstand.listening.models import Chance, Handling, MadeOf, Match, Mention
from leitstand.listening.queries.work import quality_of
from leitstand.listening.tests.factories import hear, make_item, make_search, make_source
from leitstand.planning.models import Idea

pytestmark = pytest.mark.django_db
AT = "/w/werk/zuhoeren/"


@pytest.fixture
def search(cem, now):
    return make_search(cem, now)


@pytest.fixture
def mention(search, workspace, now):
    return heard(workspace, now)


def heard(workspace, now, text="Das Werk Nord antwortet nie", number=1, **told):
    first = {"author_handle": "karla", "author_name": "Karla K.", "url": "https://forum.example/1"}
    source = make_source(workspace) if not Mention.objects.exists() else Mention.objects.first().source
    hear(workspace, source, [make_item(number, text, now, **{**first, **told})], now)
    work_off()
    return Mention.objects.select_related("source__channel", "workspace").get(external_id=str(number))


def page_of(browser, mention):
    return browser.get(f"{AT}fundstelle/{mention.pk}/")


def test_a_mention_has_a_page_with_what_is_known_of_it_and_a_bounded_number_of_reads(
    signed_in, cem, workspace, search, mention, now, django_assert_max_num_queries
):
    heard(workspace, now, "Das Werk Nord antwortet nie!", number=2, author_handle="udo", author_name="")
    browser = signed_in(cem)
    page_of(browser, mention)
    with django_assert_max_num_queries(24):
        shown = page_of(browser, mention).content.decode()
    assert "Karla K." in shown
    assert "Das Werk Nord antwortet nie" in shown
    assert "https://forum.example/1" in shown
    assert search.name in shown
    assert "udo" in shown  # says the same
    stream = browser.get(f"{AT}suche/{search.pk}/fundstellen/").content.decode()
    assert f"/fundstelle/{mention.pk}/" in stream


def test_nobody_sees_or_changes_a_mention_of_another_workspace(signed_in, emil, dora, cem, workspace, mention):
    other = signed_in(emil)
    for part in ("", "lead/", "idee/", "vorfall/", "rueckmeldung/"):
        assert other.get(f"{AT}fundstelle/{mention.pk}/{part}").status_code in (403, 404)
        assert other.get(f"/w/fremd/zuhoeren/fundstelle/{mention.pk}/{part}").status_code == 404
    guest = signed_in(dora)
    assert page_of(guest, mention).status_code == 200
    for part in ("antworten/", "von-hand/", "geben/", "einordnen/", "chance/", "lead/"):
        assert guest.post(f"{AT}fundstelle/{mention.pk}/{part}").status_code == 403


def test_somebody_looks_after_it_until_a_day_and_is_told(signed_in, cem, ada, workspace, mention, now):
    due = (now + timedelta(days=2)).date()
    give_mention(cem, mention, ada.person, due_on=due, now=now)
    told = Notification.objects.get(person=ada.person, kind="listening.mention_for_you")
    assert told.path == f"{AT}fundstelle/{mention.pk}/"
    shown = page_of(signed_in(cem), mention).content.decode()
    assert str(ada.person) in shown
    stream = f"{AT}suche/{mention.matches.get().search_id}/fundstellen/"
    assert len(signed_in(ada).get(stream, {"nur": "mine"}).context["rows"]) == 1
    assert not signed_in(cem).get(stream, {"nur": "mine"}).context["rows"]
    give_mention(cem, mention, None, due_on=None, now=now)
    assert Handling.objects.get().owner is None
    assert AuditEntry.objects.filter(verb="listening.give_mention").count() == 2


def test_a_day_that_is_over_and_somebody_who_may_not_answer_are_refused(signed_in, cem, dora, mention, now):
    with pytest.raises(Invalid) as refused:
        give_mention(cem, mention, dora.person, due_on=(now - timedelta(days=1)).date(), now=now)
    assert set(refused.value.errors) == {"person", "due_on"}
    answer = signed_in(cem).post(f"{AT}fundstelle/{mention.pk}/geben/", {"due_on": "2020-01-01"})
    assert answer.status_code == 422
    assert not Handling.objects.exists()


def test_what_does_not_belong_here_tells_how_well_the_search_finds(signed_in, cem, workspace, search, mention, now):
    browser = signed_in(cem)
    heard(workspace, now, "Im Werk Nord spielt ein Orchester auf der Bühne", number=2)
    for number, mark in (("1", "seen"), ("2", "irrelevant")):
        found = Mention.objects.get(external_id=number)
        back = browser.post(f"{AT}fundstelle/{found.pk}/einordnen/", {"mark": mark, "search": search.pk})
        assert back.url == f"{AT}suche/{search.pk}/fundstellen/"
    quality = quality_of(search.pk, workspace.pk, now - timedelta(days=1))
    assert (quality.judged, quality.irrelevant, quality.percent) == (2, 1, 50)
    shown = browser.get(f"{AT}suche/{search.pk}/fundstellen/").content.decode()
    assert "50 %" in shown
    mark_mention(cem, mention, "", now=now)
    assert quality_of(search.pk, workspace.pk, now - timedelta(days=1)).percent == 100
    with pytest.raises(Invalid):
        mark_mention(cem, mention, "gibtsnicht", now=now)


def test_where_no_program_may_answer_it_is_noted_by_hand_and_counts_as_answered(signed_in, cem, mention, now):
    browser = signed_in(cem)
    assert "Antworten, wo es gesagt wurde" in page_of(browser, mention).content.decode()
    with pytest.raises(Impossible):
        open_for_answer(cem, mention, now=now)
    with pytest.raises(Invalid):
        answered_by_hand(cem, mention, "  ", now=now)
    browser.post(f"{AT}fundstelle/{mention.pk}/von-hand/", {"note": "Im Forum erklärt, wie man uns erreicht."})
    assert MadeOf.objects.get().what == "by_hand"
    assert Mention.objects.get().answered_at == now
    assert "Im Forum erklärt" in page_of(browser, mention).content.decode()


def test_a_lead_begins_with_what_was_said_and_leads_back(signed_in, cem, mention, now):
    browser = signed_in(cem)
    assert browser.get(f"{AT}fundstelle/{mention.pk}/lead/").status_code == 200
    refused = browser.post(f"{AT}fundstelle/{mention.pk}/lead/", {"title": "x" * 200})
    assert refused.status_code == 422
    browser.post(f"{AT}fundstelle/{mention.pk}/lead/", {"title": "Anlage für Karla", "name": "Karla Kolumna"})
    deal = Opportunity.objects.get()
    step = deal.steps.get()
    assert (deal.owner, deal.contact, step.kind) == (
        cem.person,
        Contact.objects.get(name="Karla Kolumna"),
        "conversation",
    )
    assert "Das Werk Nord antwortet nie" in step.note
    shown = page_of(browser, mention).content.decode()
    assert f"/kontakte/chancen/{deal.pk}/" in shown
    assert str(cem.person) in shown


def test_words_the_network_wants_back_are_copied_into_no_lead(cem, mention, now):
    mention.forget_text_at = now + timedelta(days=1)
    deal = make_lead(cem, mention, LeadFields("Anlage"), now=now)
    assert "antwortet nie" not in deal.steps.get().note
    assert deal.contact is None  # nobody gave a name


def test_nothing_is_made_a_lead_of_whoever_was_forgotten(cem, mention, now):
    mention.author_key, mention.author_forgotten_at, mention.text_forgotten_at = "", now, now
    with pytest.raises(Impossible):
        make_lead(cem, mention, LeadFields("Anlage"), now=now)


def test_an_idea_and_an_incident_lead_back_to_the_mention(signed_in, cem, mention, now):
    browser = signed_in(cem)
    browser.post(
        f"{AT}fundstelle/{mention.pk}/idee/", {"title": "So erreicht man uns", "text": "Ein Beitrag mit allen Wegen"}
    )
    assert f"{AT}fundstelle/{mention.pk}/" in Idea.objects.get().text
    kind = next(
        value
        for value, _label in browser.get(f"{AT}fundstelle/{mention.pk}/vorfall/").context["form"]["kind"].field.choices
    )
    browser.post(f"{AT}fundstelle/{mention.pk}/vorfall/", {"kind": kind, "title": "Vorwurf im Forum", "note": "Läuft"})
    incident = Incident.objects.get()
    assert incident.url == "https://forum.example/1"
    assert f"{AT}fundstelle/{mention.pk}/" in incident.note
    assert list(MadeOf.objects.values_list("what", flat=True)) == ["idea", "incident"]
    with pytest.raises(Invalid):
        make_idea(cem, mention, title="", text="x" * 5000, now=now)


def test_what_was_kept_beside_a_mention_goes_with_it_and_the_lead_stays(cem, workspace, mention, now):
    make_lead(cem, mention, LeadFields("Anlage"), now=now)
    mark_mention(cem, mention, "seen", now=now)
    Match.objects.all().delete()
    forget_old_mentions(workspace, before=now - timedelta(days=1))
    assert not Mention.objects.exists()
    assert not MadeOf.objects.exists()
    assert not Handling.objects.exists()
    assert not Chance.objects.exists()
    assert Opportunity.objects.count() == 1
