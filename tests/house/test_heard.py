"""What listening heard is answered in the inbox: two rooms that do not know each other, joined where all is joined."""

from datetime import timedelta
from uuid import uuid4

import pytest

from leitstand.channels.models import Channel
from leitstand.community.actions.answer import answer
from leitstand.community.actions.bring_in import Kept, bring_in
from leitstand.community.actions.forget_author import forget_author
from leitstand.community.actions.settle_answer import is_there
from leitstand.community.actions.take_in import take_in
from leitstand.community.models import Answer, Conversation, FeedbackItem, Incoming
from leitstand.house.actor import Actor
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.models import Notification
from leitstand.kernel.interaction import Author, Interaction
from leitstand.listening.actions.answer_mention import open_for_answer
from leitstand.listening.actions.plan_sources import inbox_source
from leitstand.listening.actions.take_in import take_in as hear
from leitstand.listening.actions.work_off import work_off
from leitstand.listening.core.items import Item
from leitstand.listening.models import Chance, MadeOf, Mention
from leitstand.listening.tests.factories import make_search

pytestmark = pytest.mark.django_db
ASKS = "Kann jemand statt dem Werk Nrod eine Anlage empfehlen?"
AT = "/w/werk/zuhoeren/fundstelle"


@pytest.fixture
def channel(workspace, now):
    return Channel.objects.create(
        workspace=workspace,
        network="mastodon",
        base_url="https://m.example",
        external_id="1",
        name="Werk Nord",
        handle="@werk@m.example",
        connected_at=now,
    )


@pytest.fixture
def mention(cem, workspace, channel, now):
    make_search(cem, now, query="Nord ODER Nrod")
    said = now - timedelta(hours=5)
    item = Item(
        "77",
        said,
        ASKS,
        network="mastodon",
        author_id="9",
        author_handle="@karla@m.example",
        url="https://m.example/77",
    )
    hear(Actor.house(workspace), inbox_source(channel), [item], now=now)
    work_off()
    return Mention.objects.select_related("source__channel", "workspace").get()


def test_a_mention_is_opened_in_the_inbox_once_and_answered_behind_its_gates(signed_in, cem, channel, mention, now):
    browser = signed_in(cem)
    shown = browser.get(f"{AT}/{mention.pk}/").content.decode()
    assert "Im Postfach antworten" in shown
    first = browser.post(f"{AT}/{mention.pk}/antworten/")
    again = browser.post(f"{AT}/{mention.pk}/antworten/")
    talk = Conversation.objects.get()
    assert first.url == again.url == f"/w/werk/postfach/{talk.pk}/#answer"
    assert MadeOf.objects.get().elsewhere == talk.pk
    assert "Kann jemand statt" in browser.get(first.url).content.decode()
    incoming = Incoming.objects.get()
    assert (incoming.external_id, incoming.kind, incoming.channel) == ("77", "mention", channel)

    # It is answered only once the answer is really out.
    with pytest.raises(Invalid):
        answer(cem, incoming, "", once=uuid4(), now=now)
    made = answer(cem, incoming, "Gern zeigen wir Ihnen, was geht.", once=uuid4(), now=now)
    assert Mention.objects.get().answered_at is None
    Answer.objects.update(state="sending")
    made.refresh_from_db()
    is_there(Actor.house(cem.workspace), made, now=now, proof="answered")
    assert Mention.objects.get().answered_at == now
    chance = Chance.objects.get()
    assert (chance.state, chance.contacted_at) == ("contacted", now)
    assert "Beantwortet" in browser.get(f"{AT}/{mention.pk}/").content.decode()


def test_nothing_answers_by_itself_and_no_figure_of_service_counts_it(cem, mention):
    open_for_answer(cem, mention, now=mention.taken_at)
    talk = Conversation.objects.get()
    assert not Answer.objects.exists()
    assert not talk.case.counts
    assert talk.case.due_at is None
    assert not Notification.objects.filter(kind__startswith="community.").exists()
    assert Mention.objects.count() == 1  # it is not heard a second time


def test_being_opened_prolongs_no_time_a_network_set(cem, channel, mention, now):
    Mention.objects.update(forget_text_at=now + timedelta(days=1), forget_author_at=now + timedelta(days=2))
    fresh = Mention.objects.select_related("source__channel", "workspace").get()
    open_for_answer(cem, fresh, now=now + timedelta(hours=20))
    incoming = Incoming.objects.get()
    assert incoming.forget_text_at == now + timedelta(days=1)
    assert incoming.forget_author_at == now + timedelta(days=2)
    assert incoming.fetched_at == mention.taken_at


def test_what_the_inbox_has_already_is_found_there_and_stored_once(cem, workspace, channel, now):
    make_search(cem, now, query="Nord")
    told = Interaction("88", "mention", Author("9", "@karla@m.example"), now, "Das Werk Nord ist laut")
    take_in(Actor.house(workspace), channel, [told], now=now)
    work_off()
    heard = Mention.objects.select_related("source__channel", "workspace").get()
    key = open_for_answer(cem, heard, now=now)
    assert Incoming.objects.get().conversation_id == key
    # Answered in the inbox without ever looking at the mention, it counts as well.
    made = answer(cem, Incoming.objects.get(), "Wir sehen nach.", once=uuid4(), now=now)
    MadeOf.objects.all().delete()
    Answer.objects.update(state="sending")
    made.refresh_from_db()
    is_there(Actor.house(workspace), made, now=now, proof="answered")
    assert Mention.objects.get().answered_at == now


def test_whoever_was_forgotten_is_not_brought_back(cem, owner, channel, mention, now):
    open_for_answer(cem, mention, now=now)
    forget_author(owner, Incoming.objects.get(), now=now)
    with pytest.raises(Impossible):
        open_for_answer(cem, mention, now=now)


def test_a_channel_that_is_off_or_a_text_that_had_to_go_is_answered_by_hand(signed_in, cem, channel, mention, now):
    Channel.objects.update(state="disconnected")
    browser = signed_in(cem)
    assert "Im Postfach antworten" not in browser.get(f"{AT}/{mention.pk}/").content.decode()
    assert browser.post(f"{AT}/{mention.pk}/antworten/").url == f"{AT}/{mention.pk}/"
    assert not Conversation.objects.exists()


def test_only_what_was_said_in_public_is_brought_in(cem, channel, now):
    kept = Kept(now, None, None)
    for kind in ("message", "like"):
        with pytest.raises(ValueError, match=kind):
            bring_in(cem, channel, Interaction("1", kind, Author("9"), now, "Hallo"), kept, now=now)


def test_feedback_of_a_mention_stands_in_the_log_and_leads_back(signed_in, cem, mention):
    browser = signed_in(cem)
    typed = {"kind": "wish", "title": "Kleine Serien", "insight": "Gesucht werden Anlagen für kleine Serien."}
    assert browser.post(f"{AT}/{mention.pk}/rueckmeldung/", {**typed, "kind": "nichts"}).status_code == 422
    browser.post(f"{AT}/{mention.pk}/rueckmeldung/", typed)
    item = FeedbackItem.objects.get()
    assert f"{AT}/{mention.pk}/" in item.insight
    assert f"/postfach/rueckmeldungen/{item.pk}/" in browser.get(f"{AT}/{mention.pk}/").content.decode()
