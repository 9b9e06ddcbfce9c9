"""What people write comes in once, stands in its conversation, and one network's trouble holds up no other."""

from dataclasses import replace
from datetime import timedelta

import pytest

from leitstand.community.actions.fetch_due import fetch_due
from leitstand.community.actions.take_in import take_in
from leitstand.community.models import Conversation, InboxChannel, Incoming, ReplyWatch
from leitstand.community.tests.network import KERSTIN, make_channel
from leitstand.connector_kit.errors import RateLimited, SignInExpired, Unreachable
from leitstand.house.actor import Actor
from leitstand.house.events import announce
from leitstand.house.models import AuditEntry, Notification
from leitstand.kernel.interaction import Author, Interaction
from leitstand.measurement.tests.factories import make_published
from leitstand.publishing.sending_events import PublicationPublished

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
ARNE = Author("a-7", "arne", "Arne Paul")


def texts() -> list[str]:
    return list(Incoming.objects.order_by("at").values_list("text", flat=True))


def test_what_people_wrote_stands_in_the_inbox_and_waits(net, channel, now):
    net.write("Haben Sie am Samstag offen?", now - HOUR)
    assert fetch_due(now=now) == 1
    incoming = Incoming.objects.select_related("conversation").get()
    assert (incoming.text, incoming.author_name, incoming.kind) == (
        "Haben Sie am Samstag offen?",
        "Kerstin Vogt",
        "message",
    )
    assert (incoming.conversation.state, incoming.conversation.waiting_since) == ("open", now - HOUR)


def test_nothing_comes_in_twice_however_often_it_is_told(net, channel, workspace, now):
    one = net.write("Noch da?", now - MINUTE)
    fetch_due(now=now)
    fetch_due(now=now + 11 * MINUTE)
    take_in(Actor.house(workspace), channel, [one, one], now=now + 12 * MINUTE)
    assert texts() == ["Noch da?"]


def test_the_same_id_on_another_channel_is_another_thing(net, channel, workspace, now):
    other = make_channel(workspace, now, name="Karriere", external_id="a-2")
    one = net.write("Hallo", now - MINUTE)
    for each in (channel, other):
        take_in(Actor.house(workspace), each, [one], now=now)
    assert texts() == ["Hallo", "Hallo"]


def test_likes_and_follows_are_for_measurement_and_not_for_the_inbox(channel, workspace, now):
    told = [Interaction(kind, kind, KERSTIN, now) for kind in ("like", "share", "follow")]
    take_in(Actor.house(workspace), channel, told, now=now)
    assert texts() == []


def test_messages_of_one_person_are_one_conversation(net, channel, now):
    net.write("Guten Tag", now - 3 * HOUR)
    net.write("Eine Frage zur Lieferzeit", now - 2 * HOUR)
    net.write("Moin", now - HOUR, author=ARNE)
    fetch_due(now=now)
    kept = {each.key: each for each in Conversation.objects.all()}
    assert set(kept) == {"private:talk-k-1", "private:talk-a-7"}
    # who waits, waits since their first word
    assert kept["private:talk-k-1"].waiting_since == now - 3 * HOUR
    assert kept["private:talk-k-1"].last_at == now - 2 * HOUR


def test_answers_to_a_comment_stand_in_its_conversation_at_any_depth_and_in_any_order(channel, workspace, now):
    first = Interaction("c1", "comment", KERSTIN, now - 3 * HOUR, "Wie lange?", post_id="p", parent_id="p")
    second = Interaction("c2", "comment", ARNE, now - 2 * HOUR, "Frage ich auch", post_id="p", parent_id="c1")
    third = Interaction("c3", "comment", KERSTIN, now - HOUR, "Eben", post_id="p", parent_id="c2")
    other = Interaction("c9", "comment", ARNE, now, "Schön", post_id="p", parent_id="p")
    house = Actor.house(workspace)
    take_in(house, channel, [second], now=now)
    take_in(house, channel, [third, other], now=now)
    take_in(house, channel, [first], now=now)
    by_id = {row.external_id: row.conversation_id for row in Incoming.objects.all()}
    assert by_id["c1"] == by_id["c2"] == by_id["c3"] != by_id["c9"]


def test_a_message_never_lands_in_a_public_conversation(channel, workspace, now):
    public = Interaction("c1", "comment", KERSTIN, now, "Öffentlich", post_id="p", parent_id="p")
    private = Interaction("m1", "message", KERSTIN, now, "Unter uns", parent_id="c1", conversation_id="c1")
    take_in(Actor.house(workspace), channel, [public, private], now=now)
    assert Conversation.objects.count() == 2


def test_a_comment_knows_the_post_it_stands_under(net, channel, now):
    post = make_published(channel, now - DAY)
    post.carried = {"create:0.id": post.external_id, "create:1.id": "part-2"}
    post.save()
    net.write("Zum ersten", now - HOUR, kind="comment", post_id=post.external_id, parent_id=post.external_id)
    net.write("Zum zweiten", now - HOUR, kind="comment", post_id="part-2", parent_id="part-2")
    net.write("Zu etwas anderem", now - HOUR, kind="comment", post_id="fremd", parent_id="fremd")
    fetch_due(now=now)
    under = dict(Incoming.objects.values_list("text", "conversation__publication"))
    assert under == {"Zum ersten": post.pk, "Zum zweiten": post.pk, "Zu etwas anderem": None}


def test_answers_under_a_new_post_are_read_and_under_an_old_one_no_more(net, channel, workspace, now):
    post = make_published(channel, now)
    announce(PublicationPublished(Actor.house(workspace), post))
    net.under[post.external_id] = [
        Interaction(
            "r1", "comment", KERSTIN, now + HOUR, "Gratulation", post_id=post.external_id, parent_id=post.external_id
        )
    ]
    fetch_due(now=now + 2 * HOUR)
    assert Incoming.objects.get().conversation.publication == post
    fetch_due(now=now + 29 * DAY)
    assert ReplyWatch.objects.get().next_at is None


def test_a_text_its_author_changes_is_followed_and_a_changed_review_waits_again(net, channel, now):
    review = net.write("Na ja", now - HOUR, kind="review", rating=3)
    fetch_due(now=now)
    Conversation.objects.update(state="done", waiting_since=None)
    net.change(review, "Doch sehr gut")
    fetch_due(now=now + 11 * MINUTE)
    incoming = Incoming.objects.select_related("conversation").get()
    assert (incoming.text, incoming.changed_at, incoming.conversation.state) == (
        "Doch sehr gut", now + 11 * MINUTE, "open"
    )  # fmt: skip


def test_who_writes_again_makes_a_finished_conversation_wait_again(net, channel, now):
    net.write("Danke", now - HOUR)
    fetch_due(now=now)
    Conversation.objects.update(state="done", waiting_since=None)
    net.write("Doch noch etwas", now + 5 * MINUTE)
    fetch_due(now=now + 11 * MINUTE)
    conversation = Conversation.objects.get()
    assert (conversation.state, conversation.waiting_since) == ("open", now + 5 * MINUTE)


def test_the_first_reading_looks_back_a_week_and_the_next_an_hour_before_the_last(net, channel, now):
    fetch_due(now=now)
    fetch_due(now=now + 10 * MINUTE)
    assert net.asked == [now - 7 * DAY, now - HOUR]


def test_an_inbox_is_read_every_ten_minutes_and_not_in_between(net, channel, now):
    for minutes in range(0, 31, 5):
        fetch_due(now=now + minutes * MINUTE)
    assert len(net.asked) == 4  # 0, 10, 20 and 30 minutes


def test_a_network_that_wants_peace_gets_it_until_the_moment_it_said(net, channel, now):
    net.reading_error = RateLimited("slow down", retry_at=now + 3 * HOUR)
    fetch_due(now=now)
    net.reading_error = None
    fetch_due(now=now + 2 * HOUR)
    assert len(net.asked) == 1
    fetch_due(now=now + 3 * HOUR)
    assert len(net.asked) == 2


def test_after_a_limit_it_is_asked_seldom_for_a_day(net, channel, now):
    net.reading_error = RateLimited("slow down", retry_at=now + MINUTE)
    fetch_due(now=now)
    net.reading_error = None
    fetch_due(now=now + 5 * MINUTE)
    assert InboxChannel.objects.get().next_at == now + 5 * MINUTE + HOUR


@pytest.mark.parametrize("trouble", [Unreachable("away"), SignInExpired("gone"), KeyError("a fault of the connector")])
def test_one_failing_channel_holds_up_no_other(net, channel, workspace, now, monkeypatch, trouble):
    other = make_channel(workspace, now, name="Karriere", external_id="a-2")
    net.write("Hallo", now - MINUTE)
    original = net.connect

    def connect(setting):
        connector = original(setting)
        if setting.account.id != channel.external_id:
            return connector

        async def fails(*, since):
            raise trouble

        return replace(connector, read_inbox=fails)

    monkeypatch.setattr(net, "connect", connect)
    assert fetch_due(now=now) == 1
    assert Incoming.objects.get().channel == other
    assert InboxChannel.objects.get(channel=other).problem == ""
    assert InboxChannel.objects.get(channel=channel).problem


def test_an_ended_sign_in_pauses_the_channel_and_people_are_told(net, channel, owner, now):
    net.reading_error = SignInExpired("the token is gone")
    fetch_due(now=now)
    channel.refresh_from_db()
    assert channel.state == "needs_sign_in"
    assert Notification.objects.filter(kind="channels.needs_sign_in", person=owner.person).exists()
    fetch_due(now=now + DAY)
    assert len(net.asked) == 1


def test_those_who_answer_are_told_once_until_they_have_looked(net, channel, cem, dora, now):
    for minutes in (0, 11, 22):
        net.write(f"Frage {minutes}", now + minutes * MINUTE, author=Author(f"p-{minutes}"))
        fetch_due(now=now + minutes * MINUTE)
    told = Notification.objects.get(kind="community.arrived", person=cem.person)
    assert told.params == {"channel": "Werk", "count": 3}
    assert not Notification.objects.filter(person=dora.person).exists()


def test_neither_trail_nor_notices_carry_names_or_words_of_those_outside(net, channel, cem, now):
    net.write("Mein Name ist Vogt und ich bin krank", now - MINUTE)
    fetch_due(now=now)
    kept = [*AuditEntry.objects.values_list("subject", "details"), *Notification.objects.values_list("params", "path")]
    assert kept
    assert not any("Vogt" in str(each) or "krank" in str(each) for each in kept)


def test_letters_no_database_stores_are_left_out(net, channel, now):
    net.write("a\x00b", now - MINUTE)
    fetch_due(now=now)
    assert texts() == ["ab"]


def test_storing_asks_the_same_number_of_questions_however_much_is_known(
    net, channel, workspace, now, django_assert_max_num_queries
):
    told = [Interaction(f"c{n}", "comment", KERSTIN, now, "x", post_id="p", parent_id="p") for n in range(40)]
    take_in(Actor.house(workspace), channel, told, now=now)
    with django_assert_max_num_queries(5):
        take_in(Actor.house(workspace), channel, told, now=now)
