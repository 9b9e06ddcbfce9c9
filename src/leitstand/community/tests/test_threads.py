"""The conversation under a post: who waits, when to ask a question oneself, until when it is watched, what came of it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from leitstand.community.actions.keep_watch import note_outcome, note_question, watch_until
from leitstand.community.core.watching import Under, numbers, state_of, watched_until
from leitstand.community.models import Conversation, Incoming, PostWatch
from leitstand.community.queries.watching import new_contacts, threads_of
from leitstand.house.actor import Actor, Foreign, NotAllowed
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.models import Notification
from leitstand.kernel.post import Part, PostPlan
from leitstand.planning.models import Item
from leitstand.publishing.models import Publication

OUT = datetime(2026, 10, 20, 8, 0, tzinfo=UTC)


def after(days: float) -> datetime:
    return OUT + timedelta(days=days)


def published(channel, at: datetime, title: str = "Digitale Parkplätze") -> Publication:
    item = Item.objects.create(
        workspace=channel.workspace, title=title, planned_at=at, stage="published", channel_ids=[channel.pk],
        created_at=at, updated_at=at,
    )  # fmt: skip
    return Publication.objects.create(
        workspace=channel.workspace, item=item, channel=channel, state="published", published_at=at, due_at=at,
        content=PostPlan(channel=str(channel.pk), parts=(Part("Guten Morgen"),)).to_json(), proof="answered",
        external_id=f"post-{item.pk}", external_url="https://netz.example/1", created_at=at, updated_at=at,
    )  # fmt: skip


def talk(
    channel, publication: Publication | None, at: datetime, state: str = "answered", who: str = "p-1"
) -> Conversation:
    number = Conversation.objects.count()
    made = Conversation.objects.create(
        workspace=channel.workspace, channel=channel, kind="comment", key=f"public:{number}", publication=publication,
        state=state, began_at=at, last_at=at,
    )  # fmt: skip
    Incoming.objects.create(
        workspace=channel.workspace, channel=channel, conversation=made, external_id=f"c-{number}", kind="comment",
        author_key=who, text="Und die Lampen?", at=at, received_at=at, fetched_at=at,
    )  # fmt: skip
    return made


def page(actor: Actor, name: str, *more: object) -> str:
    return reverse(name, args=[actor.workspace.slug, *more])


@pytest.mark.guide("G2.3-10")
@pytest.mark.parametrize(
    ("under", "at", "state"),
    [
        (Under(OUT, waiting=1), after(1), "waiting"),
        # Who waits comes first, also when the watch is over or everything seemed said.
        (Under(OUT, waiting=1, outcome="nothing"), after(40), "waiting"),
        (Under(OUT, waiting=0), after(2.9), "running"),
        (Under(OUT, waiting=0), after(3), "quiet"),
        (Under(OUT, waiting=0, last_at=after(2)), after(4.9), "running"),
        (Under(OUT, waiting=0, last_at=after(2)), after(5), "quiet"),
        (Under(OUT, waiting=0, asked_at=after(5)), after(6), "running"),
        (Under(OUT, waiting=0, last_at=after(13)), after(14), "decide"),
        (Under(OUT, waiting=0, last_at=after(13), watch_until=after(30)), after(15), "running"),
        (Under(OUT, waiting=0, outcome="contact"), after(5), "closed"),
    ],
)
def test_what_is_to_be_done_follows_from_who_spoke_last_and_when(under, at, state) -> None:
    assert state_of(under, at, numbers()) == state


def test_a_post_is_watched_two_weeks_unless_the_team_says_otherwise() -> None:
    assert watched_until(Under(OUT, 0), numbers()) == after(14)
    assert watched_until(Under(OUT, 0, watch_until=after(60)), numbers()) == after(60)


@pytest.mark.guide("G2.3-10")
def test_the_list_shows_open_conversations_first_with_their_last_word(channel, cem, clock, now, signed_in) -> None:
    quiet = published(channel, now - timedelta(days=5), "Still geworden")
    waits = published(channel, now - timedelta(days=6), "Jemand wartet")
    long_ago = published(channel, now - timedelta(days=90), "Längst vorbei")
    talk(channel, waits, now - timedelta(days=1), "open")
    rows = threads_of(channel.workspace, now, numbers())
    assert [(row.publication.pk, row.state) for row in rows] == [(waits.pk, "waiting"), (quiet.pk, "quiet")]
    talk(channel, long_ago, now, "open")
    assert next(row.publication.pk for row in threads_of(channel.workspace, now, numbers())) == long_ago.pk
    shown = signed_in(cem).get(page(cem, "community_threads")).content.decode()
    assert shown.index("Jemand wartet") < shown.index("Still geworden")
    assert "stellen Sie eine Frage" in shown


@pytest.mark.guide("G2.3-10")
def test_an_own_question_is_suggested_noted_and_not_asked_twice(channel, cem, clock, now, signed_in) -> None:
    post = published(channel, now - timedelta(days=5))
    client, address = signed_in(cem), page(cem, "community_thread", post.pk)
    assert "Welche Erfahrungen" in client.get(address).content.decode()
    assert client.post(address, {"question": "Wie machen Sie das?"}).status_code == 302
    watch = PostWatch.objects.get(publication=post)
    assert (watch.question, watch.asked_at) == ("Wie machen Sie das?", now)
    assert threads_of(channel.workspace, now, numbers())[0].state == "running"
    assert client.post(address, {"question": " "}).status_code == 422


@pytest.mark.guide("G2.3-10")
def test_a_partnership_that_may_come_of_it_is_told_to_those_who_plan(channel, ada, cem, clock, now, signed_in) -> None:
    post = published(channel, now - timedelta(days=5))
    told = {"outcome": "partnership", "note": "Ein Stadtwerk will das Parkleitsystem sehen."}
    assert signed_in(cem).post(page(cem, "community_thread", post.pk), told).status_code == 302
    (notice,) = Notification.objects.filter(person=ada.person, kind="community.partnership")
    assert notice.path == page(ada, "community_thread", post.pk)
    assert "Als Partner eintragen" in signed_in(ada).get(notice.path).content.decode()
    with pytest.raises(Invalid):
        note_outcome(cem, post, "unsinn", "", now=now)


@pytest.mark.guide("G2.3-10")
def test_a_longer_watch_opens_a_closed_conversation_again(channel, cem, clock, now, signed_in) -> None:
    post = published(channel, now - timedelta(days=20))
    talk(channel, post, now - timedelta(days=15))
    assert [row.state for row in threads_of(channel.workspace, now, numbers())] == ["decide"]
    note_outcome(cem, post, "contact", "", now=now)
    assert [row.state for row in threads_of(channel.workspace, now, numbers())] == ["closed"]
    until = (now + timedelta(days=7)).date().isoformat()
    assert signed_in(cem).post(page(cem, "community_thread", post.pk), {"until": until}).status_code == 302
    assert [row.state for row in threads_of(channel.workspace, now, numbers())] == ["quiet"]
    with pytest.raises(Invalid):
        watch_until(cem, post, now, now=now)


@pytest.mark.guide("G2.3-10")
def test_new_contacts_are_counted_once_where_they_first_wrote(channel, cem, clock, now, signed_in) -> None:
    post = published(channel, now - timedelta(days=5))
    for days, who in ((200, "alt"), (10, "alt"), (9, "neu"), (8, "neu"), (7, "auch neu"), (6, "")):
        talk(channel, post, now - timedelta(days=days), who=who)
    assert new_contacts(channel.workspace, now - timedelta(days=90)) == {channel.pk: 2}


def test_only_who_answers_notes_something_and_only_about_what_is_out(channel, ada, dora, emil, now) -> None:
    post = published(channel, now - timedelta(days=5))
    with pytest.raises(NotAllowed):
        note_question(dora, post, "Wie?", now=now)
    with pytest.raises(Foreign):
        note_question(emil, post, "Wie?", now=now)
    post.state = "planned"
    with pytest.raises(Impossible):
        note_question(ada, post, "Wie?", now=now)
