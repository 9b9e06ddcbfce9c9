"""Followers of authors on the ladder, partners of brand safety, words that forget, cases for what is older than cases."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from leitstand.community.actions.escalate import close_escalation, escalate
from leitstand.community.actions.forget_author import forget_author
from leitstand.community.actions.give_cases import give_cases
from leitstand.community.actions.keep_level import keep_level
from leitstand.community.actions.keep_moderation import begin_check
from leitstand.community.actions.lead_crisis import end_crisis, note_in_log
from leitstand.community.actions.take_in import MOST_FOLLOWERS, take_in
from leitstand.community.actions.watch_clock import watch_clock
from leitstand.community.models import Case, Conversation, Crisis, CrisisEntry, Escalation, Incoming, SafetyCheck
from leitstand.community.retention import _sweep_crises
from leitstand.community.tests.desk_kit import office
from leitstand.community.tests.test_crisis import LEVEL, begin
from leitstand.contacts.actions.keep_contact import ContactFields, keep_contact
from leitstand.house.actor import Actor, Foreign
from leitstand.house.core.taking_out import sought
from leitstand.house.errors import Invalid
from leitstand.house.outsiders import let_go, search
from leitstand.kernel.interaction import Author, Interaction, Spread, seen
from leitstand.planning.actions.keep_partner import keep_partner

pytestmark = pytest.mark.django_db
AT = "/w/werk/postfach/"
PARTNER = {"name": "Agentur Nord", "kind": "partner", "contact": "", "email": "", "mention": "", "note": ""}


def comment(now, number=1, followers=None):
    one = Interaction(f"c-{number}", "comment", Author("p-1", "karla", "Karla"), now, "Und die Lampen?")
    return one if followers is None else seen(one, Spread(followers=followers))


def test_the_inbox_leads_to_moderation_roster_and_crisis(signed_in, cem, channel):
    shown = signed_in(cem).get(AT).content.decode()
    for name in ("Moderation", "Dienstplan", "Krise"):
        assert f"{name}</a>" in shown


def test_who_is_followed_by_many_calls_the_level_that_wants_to_know(signed_in, ben, cem, channel, now):
    keep_level(ben, {**LEVEL, "people": [cem.person.pk], "triggers": {"reach": 1000}}, now=now)
    take_in(Actor.house(channel.workspace), channel, [comment(now, 1, followers=5000)], now=now)
    take_in(Actor.house(channel.workspace), channel, [comment(now, 2, followers=10), comment(now, 3)], now=now)
    browser = signed_in(cem)
    shown = {
        one.external_id: "Große Reichweite" in browser.get(f"{AT}{one.conversation_id}/").content.decode()
        for one in Incoming.objects.all()
    }
    assert shown == {"c-1": True, "c-2": False, "c-3": False}  # nobody told of the third


def test_how_many_follow_goes_with_the_author_and_fits_the_table(owner, channel, now):
    take_in(Actor.house(channel.workspace), channel, [comment(now, 1, followers=10**12)], now=now)
    assert Incoming.objects.get().author_followers == MOST_FOLLOWERS
    forget_author(owner, Incoming.objects.get(), now=now)
    assert Incoming.objects.get().author_followers is None


def test_a_check_of_brand_safety_leads_to_the_partner_or_contact(signed_in, ada, emil, workspace, now):
    partner = keep_partner(ada, PARTNER, now=now)
    contact = keep_contact(ada, ContactFields(name="Karla Kolumna", organisation="", email="", note=""), now=now)
    browser = signed_in(ada)
    at = f"{AT}moderation/umfeld/"
    listed = browser.get(at)
    assert listed.context["partners"] == [partner]
    browser.post(at, {"subject": "partner", "who": f"partner:{partner.pk}", "title": ""})
    browser.post(at, {"subject": "partner", "who": f"contact:{contact.pk}", "title": "Karla, Blog"})
    one, other = SafetyCheck.objects.order_by("pk")
    assert (one.title, one.partner, one.contact) == ("Agentur Nord", partner, None)
    assert (other.title, other.contact) == ("Karla, Blog", contact)
    assert f"/plan/partner/{partner.pk}/" in browser.get(f"{at}{one.pk}/").content.decode()
    assert f"/kontakte/{contact.pk}/" in browser.get(f"{at}{other.pk}/").content.decode()
    contact.delete()
    assert browser.get(f"{at}{other.pk}/").status_code == 200
    with pytest.raises(Invalid):
        begin_check(ada, subject="partner", title=" ", now=now)
    with pytest.raises(Foreign):
        begin_check(emil, subject="partner", title="", partner=partner, now=now)


def test_a_name_is_taken_out_of_escalations_and_crises_and_the_log_lets_nothing_else_be_changed(
    owner, ben, cem, workspace, now
):
    keep_level(ben, {**LEVEL, "people": [cem.person.pk]}, now=now)
    escalate(cem, title="Karla Kolumna droht", reason="Karla Kolumna schrieb", level=1, now=now)
    crisis = begin(owner, ben, now, title="Fall Karla Kolumna", reason="Karla Kolumna ist wütend")
    note_in_log(cem, crisis, "Karla Kolumna angerufen, sie wartet", now=now)
    whom = sought("Karla Kolumna")
    hits = search(workspace, whom)
    assert {type(hit.row) for hit in hits} >= {Escalation, Crisis, CrisisEntry}
    let_go(owner, hits, whom, now=now)
    told = [Escalation.objects.get(), *Crisis.objects.all(), *CrisisEntry.objects.all()]
    words = " ".join(str(value) for one in told for value in vars(one).values())
    assert "Karla" not in words
    assert "angerufen, sie wartet" in words
    # Afterwards the log is as it was: nobody changes a word.
    with pytest.raises(DatabaseError), transaction.atomic():
        CrisisEntry.objects.filter(kind="note").update(text="nichts gewesen")


def test_what_is_over_goes_after_its_period_and_what_runs_stays(owner, ben, cem, workspace, now):
    keep_level(ben, {**LEVEL, "people": [cem.person.pk]}, now=now)
    closed = escalate(cem, title="Erledigt", reason="", level=1, now=now)
    close_escalation(cem, closed, outcome="Geklärt", now=now)
    escalate(cem, title="Offen", reason="", level=1, now=now)
    end_crisis(owner, begin(owner, ben, now), now=now)
    begin(owner, ben, now, is_drill=True)
    later = now + timedelta(days=1)
    _sweep_crises(workspace, later, later)
    assert list(Escalation.objects.values_list("title", flat=True)) == ["Offen"]
    assert list(Crisis.objects.values_list("is_drill", flat=True)) == [True]


def test_what_waited_before_there_were_cases_gets_one_that_counts_and_runs_on_the_clock(owner, cem, channel, now):
    office(owner, now)
    take_in(Actor.house(channel.workspace), channel, [comment(now)], now=now)
    Conversation.objects.update(case=None)
    Case.objects.all().delete()
    assert give_cases(now=now + timedelta(days=1)) == 1
    assert give_cases(now=now + timedelta(days=1)) == 0
    case = Conversation.objects.get().case
    assert case.counts
    assert case.opened_at == now
    assert case.due_at is not None
    assert watch_clock(now=now + timedelta(days=3)) > 0  # somebody is told
