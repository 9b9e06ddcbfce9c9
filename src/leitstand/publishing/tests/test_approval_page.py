"""An approver sees exactly what will be sent, answers for one channel or all, and is reminded of what waits."""

from datetime import timedelta

import pytest

from leitstand.house.models import Notification
from leitstand.publishing.actions.approve import approve
from leitstand.publishing.actions.remind_approvers import remind_approvers
from leitstand.publishing.actions.submit import submit
from leitstand.publishing.models import Approval, Publication
from leitstand.publishing.tests.writing import HOUR, make_channel, make_item, write

pytestmark = pytest.mark.usefixtures("networks")
PAGE = "/w/werk/freigabe/"


@pytest.fixture
def item(workspace, ada, now):
    return make_item(workspace, owner=ada.person, planned_at=now + timedelta(days=2))


@pytest.fixture
def asked(workspace, ada, item, now):
    """Two publications of Ada's item that wait for approval."""
    channels = make_channel(workspace, name="Kurz"), make_channel(workspace, "lang", name="Lang")
    publications = write(ada, item, "Am Samstag öffnen wir die Werkhalle.", *channels, now=now)
    for publication in publications:
        submit(ada, publication, now=now)
        publication.refresh_from_db()
    return publications


def answer(asked, what, **more):
    return {"answer": what, **{f"looked-at-{each.pk}": each.content_digest for each in asked}, **more}


def test_the_page_shows_what_will_be_sent_with_one_button(signed_in, ben, asked):
    page = signed_in(ben).get(PAGE).content.decode()
    assert page.count('class="preview"') == 2
    assert "Am Samstag öffnen wir die Werkhalle." in page
    assert 'value="approve"' in page


def test_who_wrote_it_sees_that_it_is_somebody_elses_turn(signed_in, workspace, ben, now):
    item = make_item(workspace)
    (publication,) = write(ben, item, "Von Ben.", make_channel(workspace), now=now)
    submit(ben, publication, now=now)
    page = signed_in(ben).get(PAGE).content.decode()
    assert 'value="approve"' not in page


def test_approving_for_all_channels_puts_them_into_the_queue(signed_in, ben, asked, item):
    signed_in(ben).post(f"{PAGE}{item.pk}/", answer(asked, "approve"))
    assert set(Publication.objects.values_list("state", "due_at")) == {("planned", item.planned_at)}
    item.refresh_from_db()
    assert item.stage == "scheduled"


def test_approving_one_channel_leaves_the_other_waiting(signed_in, ben, asked, item):
    signed_in(ben).post(f"{PAGE}{item.pk}/", answer(asked, f"approve:{asked[0].pk}"))
    assert [each.state for each in Publication.objects.order_by("channel_id")] == ["planned", "draft"]


def test_a_text_that_changed_while_it_was_looked_at_is_not_approved(signed_in, ada, ben, asked, item, now):
    channels = [each.channel for each in asked]
    seen = answer(asked, "approve")
    for publication in write(ada, item, "Geändert.", *channels, now=now):
        submit(ada, publication, now=now)
    signed_in(ben).post(f"{PAGE}{item.pk}/", seen)
    assert not Publication.objects.exclude(approved_digest="").exists()


def test_changes_are_asked_for_with_a_reason_and_the_author_is_told(signed_in, ada, ben, asked, item):
    signed_in(ben).post(f"{PAGE}{item.pk}/", answer(asked, "changes", comment="Bitte die Uhrzeit nennen."))
    assert set(Approval.objects.values_list("decision", flat=True)) == {"changes"}
    told = Notification.objects.filter(person=ada.person, kind="publishing.changes_asked")
    assert {notice.params["comment"] for notice in told} == {"Bitte die Uhrzeit nennen."}


def test_editors_look_and_do_not_approve(signed_in, ada, asked, item):
    client = signed_in(ada)
    assert client.get(PAGE).status_code == 200
    assert client.post(f"{PAGE}{item.pk}/", answer(asked, "approve")).status_code == 403


def test_the_page_asks_the_database_little_however_much_waits(
    signed_in, workspace, ada, ben, now, django_assert_max_num_queries
):
    channel = make_channel(workspace)
    for number in range(12):
        (publication,) = write(ada, make_item(workspace, f"Nr. {number}"), f"Text {number}", channel, now=now)
        submit(ada, publication, now=now)
    client = signed_in(ben)
    with django_assert_max_num_queries(20):
        client.get(PAGE)


def test_what_changed_since_the_last_approval_is_shown(signed_in, ada, ben, asked, item, now):
    for publication in asked:
        approve(ben, publication, looked_at=publication.content_digest, now=now)
    for publication in write(ada, item, "Am Sonntag öffnen wir die Werkhalle.", *[p.channel for p in asked], now=now):
        submit(ada, publication, now=now)
    page = signed_in(ben).get(PAGE).content.decode()
    assert "<del>Samstag</del>" in page
    assert "<ins>Sonntag</ins>" in page


def test_approvers_are_told_and_reminded_after_a_day_once(ben, asked, clock):
    assert Notification.objects.filter(person=ben.person, kind="publishing.asked").exists()
    assert remind_approvers(now=clock.advance(timedelta(hours=23))) == 0
    assert remind_approvers(now=clock.advance(HOUR)) == 2
    assert remind_approvers(now=clock.advance(HOUR)) == 0
    assert Notification.objects.filter(person=ben.person, kind="publishing.still_asked").count() == 1


def test_approvers_are_reminded_again_before_it_is_due(ben, asked, clock):
    remind_approvers(now=clock.advance(timedelta(hours=25)))
    assert remind_approvers(now=clock.advance(timedelta(hours=20))) == 2
    assert remind_approvers(now=clock.advance(HOUR)) == 0


def test_who_approved_and_who_asked_are_told_when_the_approval_ends(ada, ben, owner, asked, item, now):
    for publication in asked:
        approve(ben, publication, looked_at=publication.content_digest, now=now)
    write(owner, item, "Von Olga geändert.", *[each.channel for each in asked], now=now)
    told = Notification.objects.filter(kind="publishing.lapsed").values_list("person__name", flat=True)
    assert set(told) == {"Ada", "Ben"}
