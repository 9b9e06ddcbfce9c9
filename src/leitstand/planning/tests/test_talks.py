"""Internal talks and barcamps: proposed, voted on, planned with experts, and each yields ideas."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import translation
from icalendar import Calendar

from leitstand.house.actions.change_workspace import change_workspace
from leitstand.house.actor import Actor, Foreign, NotAllowed
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.models import Notification
from leitstand.planning.actions.invite_expert import invite_expert
from leitstand.planning.actions.keep_talks import keep_round, pick_up_idea, propose_talk, set_agenda, vote_talk
from leitstand.planning.core.talks import Proposal, begins, chosen
from leitstand.planning.models import Idea, KnowledgeHolder, Talk, TalkRound
from leitstand.planning.queries.talks import talks_without_idea

# Thursday, 12 November 2026, three in the afternoon in Berlin.
BEGINS = datetime(2026, 11, 12, 14, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _german():
    """A page leaves its language behind in this thread; the next test begins in German again."""
    with translation.override("de"):
        yield


def page(actor: Actor, name: str, *more: object) -> str:
    return reverse(name, args=[actor.workspace.slug, *more])


def round_of(actor: Actor, now: datetime, **more: object) -> TalkRound:
    told = {
        "name": "Werkstattgespräche", "manner": "open", "starts_at": BEGINS, "slots": 2, "minutes": 20,
        "place": "Kantine", "patron": "Frau Direktorin Ott", **more,
    }  # fmt: skip
    return keep_round(actor, told, now=now)


def proposed(actor: Actor, talks: TalkRound, title: str, now: datetime, **more: object) -> Talk:
    return propose_talk(actor, talks, **{"title": title, "about": "", "speaker": "", "now": now, **more})


def expert(actor: Actor, now: datetime, **more: object) -> KnowledgeHolder:
    told = {"name": "Dr. Klein", "department": "Entwicklung", "email": "klein@werk.example", "added_at": now, **more}
    return KnowledgeHolder.objects.create(workspace=actor.workspace, **told)


def test_most_votes_are_heard_and_of_equals_the_earlier_proposal() -> None:
    rows = [Proposal(1, 2, BEGINS), Proposal(2, 5, BEGINS), Proposal(3, 2, BEGINS - timedelta(days=1))]
    assert chosen(rows, 2) == [2, 3]
    assert chosen(rows, 9) == [2, 3, 1]
    assert chosen([], 2) == []
    assert begins(BEGINS, 20, 2) == BEGINS + timedelta(minutes=40)


@pytest.mark.guide("G2.2-08")
@pytest.mark.django_db
def test_colleagues_propose_and_vote_and_the_votes_make_the_agenda_of_a_barcamp(ada, cem, clock, now, signed_in):
    talks = round_of(ada, now)
    client = signed_in(cem)
    for title in ("Kamera", "Schutzscheibe", "Kantine"):
        assert client.post(page(cem, "planning_talk_round", talks.pk), {"title": title}).status_code == 302
    assert Talk.objects.get(title="Kamera").speaker == str(cem.person)
    for title in ("Schutzscheibe", "Kantine"):
        client.post(page(cem, "planning_vote_talk", Talk.objects.get(title=title).pk))
    vote_talk(ada, Talk.objects.get(title="Kantine"), now=now)
    signed_in(ada).post(page(ada, "planning_talk_agenda", talks.pk), {"votes": "1"})
    assert list(talks.talks.filter(slot__isnull=False).values_list("title", "slot")) == [
        ("Kantine", 0),
        ("Schutzscheibe", 1),
    ]
    shown = signed_in(ada).get(page(ada, "planning_talk_round", talks.pk)).content.decode()
    # Twenty minutes each from three o'clock on.
    assert "15:00" in shown
    assert "15:20" in shown


@pytest.mark.guide("G2.2-08")
@pytest.mark.django_db
def test_a_fixed_agenda_is_chosen_by_the_team_and_has_only_so_much_room(ada, emil, cem, now):
    talks = round_of(ada, now, manner="agenda")
    one, two, three = (proposed(cem, talks, title, now) for title in ("Kamera", "Schutzscheibe", "Kantine"))
    assert [talk.title for talk in set_agenda(ada, talks, [three.pk, one.pk], now=now)] == ["Kantine", "Kamera"]
    with pytest.raises(Invalid):
        set_agenda(ada, talks, [one.pk, two.pk, three.pk], now=now)
    with pytest.raises(Foreign):
        set_agenda(ada, talks, [one.pk, 10**9], now=now)
    with pytest.raises(Foreign):
        set_agenda(emil, talks, [one.pk], now=now)
    with pytest.raises(NotAllowed):
        set_agenda(cem, talks, [one.pk], now=now)
    one.refresh_from_db()
    with pytest.raises(Impossible):
        vote_talk(cem, one, now=now)


@pytest.mark.django_db
def test_a_vote_counts_once_and_can_be_taken_back(ada, cem, now):
    talk = proposed(cem, round_of(ada, now), "Kamera", now)
    assert vote_talk(cem, talk, now=now)
    assert not vote_talk(cem, talk, now=now)
    assert talk.votes.count() == 0


@pytest.mark.guide("G2.2-08")
@pytest.mark.django_db
def test_an_expert_is_asked_by_a_letter_with_the_date_for_the_calendar(ada, clock, now, signed_in):
    talks, holder = round_of(ada, now), expert(ada, now)
    told = {"holder": holder.pk, "topic": "Fehlalarme"}
    assert signed_in(ada).post(page(ada, "planning_invite_expert", talks.pk), told).status_code == 302
    (letter,) = mail.outbox
    assert letter.to == ["klein@werk.example"]
    assert "Fehlalarme" in letter.subject
    assert "12.11.2026" in letter.body
    assert "15:00" in letter.body
    name, content, kind = letter.attachments[0]
    assert (name, kind) == ("termin.ics", "text/calendar")
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    # Two talks of twenty minutes.
    assert (event["dtstart"].dt, event["dtend"].dt) == (BEGINS, BEGINS + timedelta(minutes=40))
    assert (str(event["summary"]), str(event["location"])) == ("Werkstattgespräche: Fehlalarme", "Kantine")
    assert talks.invitations.get().how == "mail"


@pytest.mark.django_db
def test_a_team_that_says_du_writes_to_an_expert_without_an_account_as_ever(owner, ada, clock, now, signed_in):
    change_workspace(owner, {"address_form": "du"}, now=now)
    talks, holder = round_of(ada, now), expert(ada, now)
    told = {"holder": holder.pk, "topic": "Fehlalarme"}
    assert signed_in(ada).post(page(ada, "planning_invite_expert", talks.pk), told).status_code == 302
    (letter,) = mail.outbox
    assert letter.subject == "Würden Sie über „Fehlalarme“ sprechen?"
    assert "weiß hier niemand mehr als Sie" in letter.body


@pytest.mark.django_db
def test_an_expert_with_an_account_gets_a_notice_and_one_without_address_is_said_to_have_none(ada, cem, now):
    talks = round_of(ada, now)
    assert invite_expert(ada, talks, expert(ada, now, person=cem.person), "Kamera", now=now).how == "notice"
    assert Notification.objects.filter(person=cem.person, kind="planning.talk_asked").count() == 1
    assert invite_expert(ada, talks, expert(ada, now, name="Ralf", email=""), "Kamera", now=now).how == "nobody"
    with pytest.raises(Impossible):
        invite_expert(ada, talks, expert(ada, now, name="Zu spät"), "Kamera", now=BEGINS)


@pytest.mark.guide("G2.2-08")
@pytest.mark.django_db
def test_each_talk_that_was_held_becomes_an_idea_of_whoever_spoke(ada, cem, clock, now, signed_in):
    talks, holder = round_of(ada, now), expert(ada, now)
    talk = proposed(cem, talks, "Fehlalarme", now, holder=holder)
    proposed(cem, talks, "Nicht gewählt", now)
    set_agenda(ada, talks, [talk.pk], now=now)
    assert talks_without_idea(ada.workspace, now) == 0
    clock.moment = BEGINS + timedelta(days=1)
    assert talks_without_idea(ada.workspace, clock.moment) == 1
    assert "1 Vortrag" in signed_in(ada).get(page(ada, "planning_talks")).content.decode()
    assert signed_in(cem).post(page(cem, "planning_pick_up", talk.pk)).status_code == 302
    idea = Idea.objects.get(talk=talk)
    assert (idea.source, idea.contributor, idea.email, idea.holder) == (
        "talk",
        "Dr. Klein",
        "klein@werk.example",
        holder,
    )
    assert talks_without_idea(ada.workspace, clock.moment) == 0
    assert pick_up_idea(cem, talk, "", now=clock.moment).pk == idea.pk


@pytest.mark.django_db
def test_a_round_is_kept_by_the_page_in_the_companys_time(ada, clock, now, signed_in):
    told = {"name": "Barcamp", "manner": "open", "day": "2026-11-12", "time": "15:00", "slots": "3", "minutes": "30"}
    assert signed_in(ada).post(page(ada, "planning_new_talk_round"), told).status_code == 302
    kept = TalkRound.objects.get()
    assert (kept.starts_at, kept.slots) == (BEGINS, 3)
    assert signed_in(ada).get(page(ada, "planning_talk_settings", kept.pk)).status_code == 200
    told["slots"] = "99"
    assert signed_in(ada).post(page(ada, "planning_new_talk_round"), told).status_code == 422
    assert BEGINS.date() == date(2026, 11, 12)
