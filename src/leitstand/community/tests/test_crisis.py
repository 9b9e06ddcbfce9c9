"""Escalation, crisis mode, netiquette and brand safety: what the verbs do, and what the pages show."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from leitstand.community.actions import lead_crisis as verbs
from leitstand.community.actions.answer_by_itself import _manner
from leitstand.community.actions.escalate import climb_due, close_escalation, escalate, take_escalation
from leitstand.community.actions.keep_level import keep_level
from leitstand.community.actions.keep_moderation import answer_point, begin_check, keep_turns, publish_netiquette
from leitstand.community.actions.watch_campaign import keep_shift, pick_impulse
from leitstand.community.models import AutoAnswering, Crisis, CrisisEntry, CrisisRole, Escalation, Netiquette
from leitstand.community.tests.test_threads import published, talk
from leitstand.community.views.roster import hours_to_watch
from leitstand.compliance.models import Incident
from leitstand.house.actor import NotAllowed
from leitstand.house.core.roles import Role
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.models import Notification
from leitstand.house.tests.people import make_actor
from leitstand.planning.models import Campaign, Item
from leitstand.publishing.models import Publication, SecondLook, StopSwitch

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
LEVEL = {
    "number": 1, "name": "Team", "people": [], "reach": "Tel. 1", "opens": None, "closes": None, "weekdays_only": False,
    "minutes": 30, "triggers": {}, "may_decide": "antworten",
}  # fmt: skip


@pytest.fixture
def ladder(ben, cem, owner, now):
    """Cem first, then Olga."""
    keep_level(ben, {**LEVEL, "people": [cem.person.pk]}, now=now)
    keep_level(ben, {**LEVEL, "number": 2, "name": "Leitung", "people": [owner.person.pk], "minutes": 60}, now=now)


def begin(actor, lead, now, **more) -> Crisis:
    told = {
        "title": "Rückruf",
        "reason": "Viele Beschwerden",
        "measure": "stop",
        "noticed_at": now - HOUR,
        "is_drill": False,
    }
    return verbs.begin_crisis(actor, **{**told, **more}, lead=lead.person, now=now)


def told(person, kind: str) -> int:
    return Notification.objects.filter(person=person.person, kind=kind).count()


@pytest.mark.guide("G2.4-14")
def test_who_does_not_answer_in_time_is_passed_over_and_the_log_says_so(ladder, cem, owner, now) -> None:
    one = escalate(cem, title="Gerücht", reason="", level=1, now=now)
    assert (told(cem, "community.ladder_calls"), told(owner, "community.escalated")) == (1, 0)
    assert climb_due(now=now + 29 * MINUTE) == 0
    assert climb_due(now=now + 30 * MINUTE) == 1
    assert told(owner, "community.ladder_calls") == 1
    assert climb_due(now=now + 30 * HOUR) == 0
    take_escalation(owner, one, now=now + 40 * MINUTE)
    with pytest.raises(Impossible):
        take_escalation(cem, one, now=now + 41 * MINUTE)
    with pytest.raises(Invalid):
        close_escalation(owner, one, outcome=" ", now=now + HOUR)
    close_escalation(owner, one, outcome="Geklärt", now=now + HOUR)
    log = [(entry.what, entry.level) for entry in one.entries.all()]
    assert log == [("opened", 1), ("climbed", 2), ("taken", 2), ("closed", 2)]


@pytest.mark.guide("G2.4-14")
def test_what_is_taken_in_time_does_not_climb(ladder, cem, owner, now) -> None:
    one = escalate(cem, title="Gerücht", reason="", level=1, now=now)
    take_escalation(cem, one, now=now + MINUTE)
    assert climb_due(now=now + 2 * HOUR) == 0
    assert told(owner, "community.ladder_calls") == 0


@pytest.mark.guide("G2.4-14")
def test_the_roster_shows_who_watches_and_every_gap_of_the_campaigns_hours(ada, cem, clock, now, signed_in) -> None:
    campaign = Campaign.objects.create(workspace=cem.workspace, name="Herbst", starts=now.date(), ends=now.date())
    ((begins, ends),) = hours_to_watch(campaign, {}, ZoneInfo("Europe/Berlin"), now)
    keep_shift(cem, campaign, cem.person, begins=begins, ends=begins + HOUR, now=now)
    shown = signed_in(ada).get(reverse("community_roster", args=["werk"])).content.decode()
    assert "Herbst" in shown
    assert "Cem" in shown
    assert "1 Lücke" in shown
    item = pick_impulse(ada, title="Die Community fragen", text="Offene Frage", campaign=campaign, now=now)
    assert (item.stage, item.campaign_id) == ("idea", campaign.pk)
    with pytest.raises(Invalid):
        keep_shift(cem, campaign, cem.person, begins=ends, ends=begins, now=now)


def test_a_crisis_stops_sending_silences_the_bot_gives_tasks_and_lets_go_at_its_end(
    channel, ben, cem, owner, now
) -> None:
    verbs.keep_role(ben, role="voice", person=cem.person, deputy=None, reach="Tel. 2", now=now)
    AutoAnswering.objects.create(channel=channel, workspace=channel.workspace, is_on=True, changed_at=now)
    assert _manner(channel) is not None
    crisis = begin(cem, owner, now)
    assert StopSwitch.objects.filter(ended_at=None).count() == 1
    assert _manner(channel) is None
    assert {task.person for task in crisis.tasks.filter(role="voice")} == {cem.person}
    assert {task.person for task in crisis.tasks.filter(role="lead")} == {owner.person}
    assert told(owner, "community.crisis_task") == 1
    assert told(ben, "community.crisis_began") == 1
    with pytest.raises(Impossible):
        begin(cem, owner, now)
    verbs.end_crisis(cem, crisis, now=now + HOUR)
    assert not StopSwitch.objects.filter(ended_at=None).exists()
    assert _manner(channel) is not None


def test_a_switch_somebody_had_pulled_before_is_not_let_go_by_the_crisis(cem, owner, now) -> None:
    StopSwitch.objects.create(workspace=cem.workspace, pulled_at=now, reason="Umbau")
    crisis = begin(cem, owner, now)
    verbs.end_crisis(cem, crisis, now=now + HOUR)
    assert StopSwitch.objects.filter(ended_at=None).count() == 1


def test_an_exercise_touches_nothing_outside(channel, ada, cem, owner, now) -> None:
    AutoAnswering.objects.create(channel=channel, workspace=channel.workspace, is_on=True, changed_at=now)
    crisis = begin(cem, owner, now, is_drill=True)
    assert not StopSwitch.objects.exists()
    assert not SecondLook.objects.exists()
    assert _manner(channel) is not None
    item = verbs.draft_statement(ada, crisis, statement="seen", topic="den Rückruf", until="18 Uhr", now=now)
    assert (item.stage, Publication.objects.count()) == ("idea", 0)
    assert item.title.startswith(("Übung", "Exercise"))
    verbs.end_crisis(cem, crisis, now=now + HOUR)
    assert not StopSwitch.objects.exists()


def test_a_holding_statement_is_a_draft_that_nobody_has_approved(channel, ada, cem, owner, now) -> None:
    crisis = begin(cem, owner, now)
    item = verbs.draft_statement(ada, crisis, statement="seen", topic="dem Rückruf", until="18 Uhr", now=now)
    (publication,) = Publication.objects.filter(item=item)
    assert (publication.state, publication.approved_digest) == ("draft", "")
    assert "Wir wissen von dem Rückruf" in publication.content["parts"][0]["text"]


def test_the_log_only_grows_even_past_the_verbs(cem, owner, now) -> None:
    crisis = begin(cem, owner, now)
    entry = verbs.note_in_log(cem, crisis, "Anruf der Presse", now=now)
    for change in ({"text": "nichts"}, {"at": now - HOUR}, {"kind": "x"}, {"person": owner.person}):
        with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
            CrisisEntry.objects.filter(pk=entry.pk).update(**change)
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
        entry.delete()
    CrisisEntry.objects.filter(pk=entry.pk).update(person=None)


def test_the_look_back_becomes_an_incident_and_an_idea(ben, cem, owner, now) -> None:
    crisis = begin(cem, owner, now)
    with pytest.raises(Impossible):
        verbs.review_crisis(ben, crisis, what="x", worked="", failed="", changes="y", now=now)
    verbs.end_crisis(cem, crisis, now=now + HOUR)
    done = verbs.review_crisis(
        ben, crisis, what="Rückruf", worked="Schnell", failed="", changes="Früher melden", now=now + 2 * HOUR
    )
    assert Incident.objects.get() == done.incident
    assert Item.objects.filter(notes="Früher melden", stage="idea").count() == 1


def test_only_those_allowed_begin_prepare_and_look_back(cem, dora, owner, now) -> None:
    with pytest.raises(NotAllowed):
        begin(dora, owner, now)
    with pytest.raises(NotAllowed):
        verbs.keep_role(cem, role="lead", person=None, deputy=None, reach="", now=now)
    with pytest.raises(Invalid):
        begin(
            cem, make_actor("Fremd", make_actor("X", cem.workspace, Role.GUEST).workspace, Role.GUEST), now, title=" "
        )
    assert not CrisisRole.objects.exists()


@pytest.mark.guide("G2.3-11")
def test_beside_a_conversation_the_playbook_and_after_n_turns_a_charming_end(
    channel, cem, ben, clock, now, signed_in
) -> None:
    post = published(channel, now - HOUR)
    one = talk(channel, post, now, "open")
    page = reverse("community_conversation", args=["werk", one.pk])
    client = signed_in(cem)
    shown = client.get(page).content.decode()
    assert "Frage" in shown
    assert 'data-take="Guten Tag' in shown
    assert "Zeit, charmant zu schließen" not in shown
    keep_turns(ben, turns=2, reason="Kleines Team", now=now)
    for n in range(3):
        one.answers.create(
            workspace=one.workspace, channel=channel, to=one.incoming.first(), text="Antwort", state="sent", proof="answered",
            sent_at=now + (2 * n + 1) * MINUTE, external_id=f"e{n}", key=f"k{n}",
            created_at=now + (2 * n + 1) * MINUTE, until=now + HOUR,
        )  # fmt: skip
        one.incoming.create(
            workspace=one.workspace, channel=channel, external_id=f"x{n}", kind="comment", author_key="p-1", text="Nein.",
            at=now + (2 * n + 2) * MINUTE, received_at=now, fetched_at=now,
        )  # fmt: skip
    shown = client.get(page).content.decode()
    assert "Zeit, charmant zu schließen" in shown
    assert "In diesem Punkt sehen wir es verschieden" in shown


def test_the_netiquette_keeps_its_address_and_shows_version_and_day(ben, clock, now, client) -> None:
    publish_netiquette(ben, blocks=["welcome"], own="", contact="", language="de", now=now)
    publish_netiquette(ben, blocks=["law"], own="Danke.", contact="", language="de", now=now)
    first, second = Netiquette.objects.order_by("number")
    assert first.key == second.key
    shown = client.get(reverse("community_netiquette", args=[first.key]))
    assert "Danke." in shown.content.decode()
    assert "2" in shown.content.decode()
    assert client.get(reverse("community_netiquette", args=["falsch"])).status_code == 404


@pytest.mark.guide("G4.3-05")
def test_brand_safety_shows_open_points_and_who_answered_when(ada, clock, now, signed_in) -> None:
    client = signed_in(ada)
    one = begin_check(ada, subject="partner", title="Agentur Nord", now=now)
    listed = reverse("community_safety", args=["werk"])
    assert "8 Punkte offen" in client.get(listed).content.decode()
    answer_point(ada, one, point="past", answer="yes", note="", now=now)
    with pytest.raises(Invalid):
        answer_point(ada, one, point="audience", answer="no", note="", now=now)
    answer_point(ada, one, point="audience", answer="no", note="Viele Bots", now=now)
    shown = client.get(listed).content.decode()
    assert "6 Punkte offen" in shown
    assert "1 nicht erfüllt" in shown
    page = client.get(reverse("community_safety_check", args=["werk", one.pk])).content.decode()
    assert "Viele Bots" in page
    assert "Ada" in page


@pytest.mark.guide("G4.3-05")
def test_the_policy_has_the_four_actions_in_the_teams_own_words(ben, clock, now, signed_in) -> None:
    client, address = signed_in(ben), reverse("community_moderation", args=["werk"])
    shown = client.get(address).content.decode()
    for word in ("Entfernen", "Hervorheben", "Belohnen", "Eindämmen"):
        assert word in shown
    assert client.post(address, {"act": "part", "part": "reward", "text": "Wir danken jedem."}).status_code == 302
    assert "Wir danken jedem." in client.get(address).content.decode()


def test_the_pages_ask_few_questions_however_much_there_is(
    ladder, channel, ben, cem, owner, clock, now, signed_in, django_assert_max_num_queries
) -> None:
    crisis = begin(cem, owner, now)
    one = escalate(cem, title="Gerücht", reason="", level=1, now=now)
    check = begin_check(ben, subject="partner", title="Agentur", now=now)
    for _ in range(5):
        verbs.note_in_log(cem, crisis, "Zeile", now=now)
    client = signed_in(owner)
    for name, more in (
        ("community_crises", []), ("community_crisis", [crisis.pk]), ("community_ladder", []),
        ("community_escalation", [one.pk]), ("community_roster", []), ("community_moderation", []),
        ("community_safety", []), ("community_safety_check", [check.pk]),
    ):  # fmt: skip
        with django_assert_max_num_queries(22):
            assert client.get(reverse(name, args=["werk", *more])).status_code == 200
    log = client.get(reverse("community_crisis_log", args=["werk", crisis.pk])).content.decode()
    assert log.count("Zeile") == 5
    assert Escalation.objects.count() == 1


def test_a_signal_fills_the_form_and_what_was_typed_stays_where_it_did_not_go_through(
    cem, owner, clock, signed_in
) -> None:
    client, address = signed_in(cem), reverse("community_crises", args=["werk"])
    assert 'value="Alarm: Ton"' in client.get(address, {"titel": "Alarm: Ton"}).content.decode()
    answer = client.post(address, {"act": "begin", "title": "Rückruf", "reason": "", "measure": "stop"})
    assert answer.status_code == 422
    assert 'value="Rückruf"' in answer.content.decode()
