"""The page Sending: odd things on top with a reason and a way out, the stop switch, posting by hand."""

from datetime import timedelta

import pytest
from django.urls import reverse
from icalendar import Calendar

from leitstand.channels.secrets import seal
from leitstand.kernel.post import Part, PostPlan
from leitstand.measurement.tests.factories import make_channel
from leitstand.planning.models import Item
from leitstand.publishing.core.states import State
from leitstand.publishing.models import Attempt, Publication, StopSwitch, WorkerBeat

HOUR = timedelta(hours=1)


@pytest.fixture
def channel(workspace, now):
    return make_channel(workspace, now, name="Werkskanal")


def make(channel, now, state: State, **fields) -> Publication:
    """Make an approved publication in a state."""
    item = Item.objects.create(
        workspace=channel.workspace,
        title=fields.pop("title", f"Beitrag {state.value}"),
        planned_at=now,
        created_at=now,
        updated_at=now,
    )
    publication = Publication.objects.create(
        workspace=channel.workspace,
        item=item,
        channel=channel,
        content=PostPlan(channel=str(channel.pk), parts=(Part("Guten Morgen aus der Werkhalle"),)).to_json(),
        due_at=fields.pop("due_at", now),
        created_at=now,
        updated_at=now,
    )
    publication.refresh_from_db()
    publication.approvals.create(
        workspace=channel.workspace,
        digest=publication.content_digest,
        requested_at=now,
        decided_at=now,
        decision="approved",
    )
    Publication.objects.filter(pk=publication.pk).update(
        state=state.value, approved_digest=publication.content_digest, **fields
    )
    publication.refresh_from_db()
    return publication


def page(client, workspace):
    return client.get(reverse("publishing_queue", args=[workspace.slug]))


def decide(client, workspace, publication, act, **more):
    address = reverse("publishing_decide", args=[workspace.slug, publication.pk])
    return client.post(address, {"act": act, **more}, follow=True)


def test_what_needs_a_person_stands_on_top_with_its_reason_and_its_buttons(signed_in, ada, workspace, channel, now):
    make(channel, now, State.UNKNOWN, reason="not_found")
    make(channel, now, State.REFUSED, reason="refused", reason_text="Text zu lang")
    make(channel, now, State.HELD, reason="late")
    shown = page(signed_in(ada), workspace).text
    assert shown.index('id="odd"') < shown.index('id="coming"')
    assert "Wir haben nachgesehen und den Beitrag nicht gefunden" in shown
    assert "Text zu lang" in shown
    for act in ("there", "again", "retry", "release"):
        assert f'value="{act}"' in shown


def test_a_guest_sees_what_is_odd_and_decides_nothing(signed_in, dora, workspace, channel, now):
    odd = make(channel, now, State.HELD, reason="late")
    client = signed_in(dora)
    shown = page(client, workspace)
    assert shown.status_code == 200
    assert 'value="release"' not in shown.text
    assert decide(client, workspace, odd, "release").status_code == 403


def test_an_unclear_post_is_settled_by_whoever_has_looked(signed_in, ada, workspace, channel, now):
    unclear = make(channel, now, State.UNKNOWN, reason="not_found")
    Attempt.objects.create(
        workspace=workspace,
        publication=unclear,
        step="create:0",
        position=0,
        key="k",
        first_at=now,
        started_at=now,
        outcome="absent",
    )
    decide(signed_in(ada), workspace, unclear, "there", link="https://netz.example/7")
    unclear.refresh_from_db()
    assert (unclear.state, unclear.proof, unclear.external_url) == ("published", "confirmed", "https://netz.example/7")


def test_a_post_held_back_goes_out_when_somebody_says_so(signed_in, ada, workspace, channel, now):
    held = make(channel, now, State.HELD, reason="late", due_at=now - 5 * HOUR)
    decide(signed_in(ada), workspace, held, "release")
    held.refresh_from_db()
    assert held.state == "planned"
    assert held.due_at >= now


@pytest.mark.guide("G2.2-12")
def test_posting_by_hand_hands_over_text_and_is_confirmed_by_its_link(signed_in, ada, workspace, channel, now):
    planned = make(channel, now, State.PLANNED, due_at=now + HOUR)
    client = signed_in(ada)
    package = decide(client, workspace, planned, "by_hand")
    assert "Guten Morgen aus der Werkhalle" in package.text
    assert 'name="link"' in package.text
    wrong = decide(client, workspace, planned, "confirm", link="kein link")
    assert "Das ist kein Link" in wrong.text
    decide(client, workspace, planned, "confirm", link="https://netz.example/8")
    planned.refresh_from_db()
    assert (planned.state, planned.proof, planned.external_url) == ("published", "confirmed", "https://netz.example/8")


def test_a_post_by_hand_goes_into_one_s_own_calendar_with_its_text_and_an_alarm(
    signed_in, ada, workspace, channel, now
):
    planned = make(channel, now, State.PLANNED, due_at=now + HOUR)
    client = signed_in(ada)
    address = reverse("publishing_reminder", args=[workspace.slug, planned.pk])
    assert address in decide(client, workspace, planned, "by_hand").text
    answer = client.get(address)
    assert answer["Content-Type"].startswith("text/calendar")
    (entry,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert entry.decoded("dtstart") == now + HOUR
    assert "Guten Morgen aus der Werkhalle" in str(entry["description"])
    assert reverse("publishing_detail", args=[workspace.slug, planned.pk]) in str(entry["url"])
    (alarm,) = entry.walk("VALARM")
    assert alarm.decoded("trigger") == timedelta(minutes=-10)


def test_a_network_that_takes_no_posts_from_programs_offers_the_reminder_beforehand(
    signed_in, ada, workspace, channel, now
):
    planned = make(channel, now, State.PLANNED, due_at=now + HOUR)
    detail = reverse("publishing_detail", args=[workspace.slug, planned.pk])
    assert "erinnerung.ics" not in signed_in(ada).get(detail).text
    channel.network, channel.secrets = "xing", seal({})
    channel.save()
    assert "erinnerung.ics" in signed_in(ada).get(detail).text


@pytest.mark.guide("G2.2-12")
def test_every_step_towards_the_network_is_shown_with_its_answer(signed_in, dora, workspace, channel, now):
    done = make(channel, now, State.PUBLISHED, published_at=now, proof="found", external_url="https://netz.example/9")
    Attempt.objects.create(
        workspace=workspace,
        publication=done,
        step="create:0",
        position=0,
        key="k",
        first_at=now,
        started_at=now,
        ended_at=now,
        outcome="found",
        answer="https://netz.example/9",
    )
    shown = signed_in(dora).get(reverse("publishing_detail", args=[workspace.slug, done.pk])).text
    assert "Wir haben nachgesehen: Er ist da." in shown
    assert "keine Antwort, aber im Netzwerk gefunden" in shown


def test_the_stop_switch_is_pulled_with_a_reason_that_every_page_shows(signed_in, cem, dora, workspace, channel, now):
    client = signed_in(cem)
    client.post(reverse("publishing_stop", args=[workspace.slug]), {"reason": "Unfall im Werk"})
    assert StopSwitch.objects.filter(workspace=workspace, ended_at=None).count() == 1
    assert "Unfall im Werk" in signed_in(dora).get(reverse("planning_month", args=[workspace.slug])).text
    client.post(reverse("publishing_resume", args=[workspace.slug]))
    assert not StopSwitch.objects.filter(workspace=workspace, ended_at=None).exists()
    assert "Unfall im Werk" not in signed_in(dora).get(reverse("planning_month", args=[workspace.slug])).text


def test_a_silent_worker_is_told_on_the_page(signed_in, ada, workspace, now):
    WorkerBeat.objects.create(name="w", started_at=now - HOUR, seen_at=now)
    assert "kein Lebenszeichen" not in page(signed_in(ada), workspace).text
    WorkerBeat.objects.update(seen_at=now - HOUR)
    assert "kein Lebenszeichen" in page(signed_in(ada), workspace).text


def test_a_late_post_says_that_nobody_has_taken_it_up(signed_in, ada, workspace, channel, now):
    make(channel, now, State.PLANNED, due_at=now - HOUR)
    assert "noch nicht aufgegriffen" in page(signed_in(ada), workspace).text


def test_the_page_asks_few_questions_however_long_the_queue(
    signed_in, ada, workspace, channel, now, django_assert_max_num_queries
):
    for number in range(70):
        make(channel, now, State.PLANNED, due_at=now + number * timedelta(minutes=3), title=f"Beitrag {number}")
    client = signed_in(ada)
    with django_assert_max_num_queries(22):
        shown = page(client, workspace).text
    assert "Es gibt mehr" in shown


def test_a_button_of_yesterday_changes_nothing(signed_in, ada, workspace, channel, now):
    done = make(channel, now, State.PUBLISHED, published_at=now, proof="answered")
    assert "nicht mehr" in decide(signed_in(ada), workspace, done, "frobnicate").text
    decide(signed_in(ada), workspace, done, "withdraw")
    done.refresh_from_db()
    assert done.state == "published"
