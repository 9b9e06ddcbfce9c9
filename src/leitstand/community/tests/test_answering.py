"""An answer is said once: lost answers are looked for, and where nobody can know a person decides."""

import random
import uuid
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from procrastinate.contrib.django.models import ProcrastinateJob

from leitstand.community.actions import send_answers as send_module
from leitstand.community.actions.answer import answer
from leitstand.community.actions.decide_answer import decide_answer, take_back
from leitstand.community.actions.fetch_due import fetch_due
from leitstand.community.actions.send_answers import Pace, send_answers
from leitstand.community.models import Answer, AnswerAttempt, Conversation, Incoming
from leitstand.community.tests.network import KERSTIN, Net, make_channel
from leitstand.connector_kit.errors import RateLimited, Refused, SignInExpired, Unreachable
from leitstand.house.actor import Actor, Foreign, NotAllowed
from leitstand.house.errors import Impossible, Invalid, Stale
from leitstand.house.models import Notification
from leitstand.kernel.clock import HandClock
from leitstand.publishing.models import StopSwitch

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
QUICK = Pace(looks=(0.0, 0.0))


@pytest.fixture
def asked(net, channel, now) -> Incoming:
    """A message of Kerstin's that waits for an answer."""
    net.write("Haben Sie am Samstag offen?", now - HOUR)
    fetch_due(now=now)
    return Incoming.objects.select_related("channel__workspace", "conversation").get()


def send(clock: HandClock) -> int:
    return send_answers(clock=clock, chance=random.Random(1), pace=QUICK)


def say(actor: Actor, to: Incoming, text: str = "Ja, von neun bis zwölf.", **more) -> Answer:
    return answer(actor, to, text, now=more.pop("now", to.received_at), once=more.pop("once", uuid.uuid4()), **more)


def outcomes(given: Answer) -> list[str]:
    return list(given.attempts.values_list("outcome", flat=True))


def test_an_answer_reaches_the_network_and_the_conversation_waits_no_more(net, asked, cem, clock):
    given = say(cem, asked)
    assert send(clock) == 1
    given.refresh_from_db()
    asked.conversation.refresh_from_db()
    assert [(to, text) for _, to, text in net.said] == [(asked.external_id, "Ja, von neun bis zwölf.")]
    assert (given.state, given.proof, given.external_id, given.sent_at) == ("sent", "answered", "ours-1", clock.now())
    assert (asked.conversation.state, asked.conversation.waiting_since) == ("answered", None)


def test_writing_an_answer_wakes_the_worker(net, asked, cem):
    say(cem, asked)
    assert ProcrastinateJob.objects.filter(task_name="community.send_answers", status="todo").count() == 1


def test_the_attempt_is_written_down_before_the_call(net, asked, cem, clock, monkeypatch):
    seen, original = [], send_module.ask

    def look_first(*asked, **more):
        seen.append((list(net.said), list(AnswerAttempt.objects.values_list("outcome", flat=True))))
        return original(*asked, **more)

    say(cem, asked)
    monkeypatch.setattr(send_module, "ask", look_first)
    send(clock)
    assert seen == [([], [""])]
    assert len(net.said) == 1


def test_the_same_form_sent_twice_is_one_answer(net, asked, cem, clock):
    once = uuid.uuid4()
    assert say(cem, asked, once=once) == say(cem, asked, "Etwas anderes", once=once)
    send(clock)
    assert len(net.said) == 1


def test_where_a_colleague_was_faster_nothing_is_sent(net, asked, cem, ada, clock):
    first = say(cem, asked, seen=None)
    send(clock)
    with pytest.raises(Stale):
        say(ada, asked, "Ich auch", seen=None)
    say(ada, asked, "Und am Sonntag zu.", seen=first.pk, now=clock.now() + MINUTE)
    assert Answer.objects.count() == 2


def test_a_lost_answer_that_arrived_is_found_and_not_said_again(net, asked, cem, clock):
    net.script = ["lost"]
    given = say(cem, asked)
    assert send(clock) == 1
    given.refresh_from_db()
    assert (given.state, given.proof, outcomes(given)) == ("sent", "found", ["found"])
    assert len(net.said) == 1


def test_a_lost_answer_nobody_finds_is_unclear_and_people_are_told(net, asked, cem, clock):
    net.script = [Unreachable("connection reset")]
    given = say(cem, asked)
    send(clock)
    given.refresh_from_db()
    assert (given.state, given.reason, outcomes(given)) == ("unknown", "not_found", ["absent"])
    assert net.said == []
    assert len(net.looked) == 2  # it may show late: every pause of the pace is used
    assert Notification.objects.filter(kind="community.answer_unknown", person=cem.person).count() == 1


def test_where_the_network_keeps_keys_a_lost_answer_is_said_again_with_its_key(net, asked, cem, clock):
    net.keeps_keys, net.script = True, [Unreachable("connection reset")]
    given = say(cem, asked)
    assert send(clock) == 1
    given.refresh_from_db()
    assert (given.state, outcomes(given)) == ("sent", ["absent", "done"])
    assert len({attempt.key for attempt in given.attempts.all()}) == 1
    assert len(net.said) == 1


def test_a_network_that_cannot_be_searched_leaves_it_to_a_person(net, asked, cem, clock):
    net.can_find, net.script = False, ["lost"]
    given = say(cem, asked)
    send(clock)
    given.refresh_from_db()
    assert given.state == "unknown"
    assert len(net.said) == 1


def test_an_unclear_answer_is_looked_for_again_and_never_sent_again(net, asked, cem, clock):
    net.script, net.looking_error = ["lost"], Unreachable("away")
    given = say(cem, asked)
    send(clock)
    given.refresh_from_db()
    assert (given.state, given.reason) == ("unknown", "no_answer")
    net.looking_error = None
    clock.advance(HOUR)
    assert send(clock) == 1
    given.refresh_from_db()
    assert (given.state, given.proof) == ("sent", "found")
    assert len(net.said) == 1


def test_what_certainly_did_not_leave_is_tried_again_later(net, asked, cem, clock):
    net.script = [Unreachable("no route", before_sending=True)]
    given = say(cem, asked)
    send(clock)
    given.refresh_from_db()
    assert (given.state, given.reason) == ("waiting", "unreachable")
    clock.advance(16 * MINUTE)
    assert send(clock) == 1
    assert len(net.said) == 1


def test_what_the_network_asks_for_is_waited_for_and_holds_for_the_whole_channel(net, asked, cem, clock):
    net.write("Noch jemand", clock.now() - MINUTE, author=KERSTIN.__class__("b-2"))
    fetch_due(now=clock.now() + 11 * MINUTE)
    other = Incoming.objects.select_related("channel__workspace", "conversation").get(author_key="b-2")
    net.script = [RateLimited("slow down", retry_at=clock.now() + 2 * HOUR)]
    say(cem, asked)
    say(cem, other, "Guten Tag", now=clock.now() + MINUTE)
    clock.advance(2 * MINUTE)
    send(clock)
    clock.advance(HOUR)
    assert send(clock) == 0
    clock.advance(HOUR)
    assert send(clock) == 2


def test_one_conversation_speaks_in_the_order_in_which_it_was_written(net, asked, cem, clock):
    net.script = [Unreachable("no route", before_sending=True)]
    say(cem, asked, "Erstens")
    say(cem, asked, "Zweitens", now=clock.now() + timedelta(seconds=1))
    clock.advance(timedelta(seconds=2))
    send(clock)
    for _ in range(3):
        clock.advance(16 * MINUTE)
        send(clock)
    assert [text for _, _, text in net.said] == ["Erstens", "Zweitens"]


def test_a_refusal_is_not_repeated_and_says_why(net, asked, cem, clock):
    net.script = [Refused("The network lets a message be answered for seven days only", code="window")]
    given = say(cem, asked)
    send(clock)
    clock.advance(HOUR)
    send(clock)
    given.refresh_from_db()
    asked.conversation.refresh_from_db()
    assert (given.state, given.reason) == ("refused", "window")
    assert "seven days" in given.reason_text
    assert outcomes(given) == ["refused"]
    assert asked.conversation.state == "open"


def test_an_ended_sign_in_pauses_the_channel_and_the_answer_waits_for_it(net, asked, cem, clock):
    net.script = [SignInExpired("gone")]
    given = say(cem, asked)
    send(clock)
    asked.channel.refresh_from_db()
    given.refresh_from_db()
    assert (asked.channel.state, given.state, given.reason) == ("needs_sign_in", "waiting", "sign_in")
    assert send(clock) == 0
    asked.channel.state = "connected"
    asked.channel.save()
    assert send(clock) == 1


def test_what_did_not_go_out_for_a_day_is_held_for_a_person(net, asked, cem, clock):
    asked.channel.state = "needs_sign_in"
    asked.channel.save()
    given = say(cem, asked)
    clock.advance(DAY + MINUTE)
    send(clock)
    given.refresh_from_db()
    assert (given.state, given.reason) == ("held", "channel")
    assert Notification.objects.filter(kind="community.answer_held", person=cem.person).exists()


def test_where_everything_is_stopped_no_answer_leaves_the_house(net, asked, cem, workspace, clock):
    switch = StopSwitch.objects.create(workspace=workspace, pulled_at=clock.now(), reason="Brand")
    say(cem, asked)
    assert send(clock) == 0
    assert net.said == []
    switch.ended_at = clock.now()
    switch.save()
    assert send(clock) == 1


@pytest.mark.parametrize(
    ("state", "outcome", "expected", "said"),
    [
        ("claimed", None, "sent", 1),  # the worker died before it wrote anything down: nothing can have left
        ("sending", "", "unknown", 0),  # it died somewhere in the call, and the network does not have it
    ],
)
def test_what_a_dead_worker_left_behind_is_looked_after(net, asked, cem, clock, state, outcome, expected, said):
    given = say(cem, asked)
    Answer.objects.update(state=state, claimed_by="dead", lease_until=clock.now() + MINUTE)
    if outcome is not None:
        AnswerAttempt.objects.create(
            workspace=given.workspace, answer=given, key=given.key, first_at=clock.now(), started_at=clock.now(), worker="dead"
        )  # fmt: skip
    assert send(clock) == 0, "its lease still runs"
    clock.advance(2 * MINUTE)
    send(clock)
    given.refresh_from_db()
    assert (given.state, len(net.said)) == (expected, said)


def test_a_person_confirms_that_an_unclear_answer_is_there(net, asked, cem, clock):
    net.can_find, net.script = False, ["lost"]
    given = say(cem, asked)
    send(clock)
    decide_answer(cem, given, "there", now=clock.now())
    given.refresh_from_db()
    asked.conversation.refresh_from_db()
    assert (given.state, given.proof, asked.conversation.state) == ("sent", "confirmed", "answered")
    send(clock)
    assert len(net.said) == 1


def test_a_person_who_has_looked_has_it_sent_again(net, asked, cem, clock):
    net.script = [Unreachable("connection reset")]
    given = say(cem, asked)
    send(clock)
    decide_answer(cem, given, "again", now=clock.now())
    assert send(clock) == 1
    given.refresh_from_db()
    assert (given.state, outcomes(given)) == ("sent", ["not_there", "done"])


def test_a_dropped_answer_never_goes_out_and_another_may_be_written(net, asked, cem, clock):
    net.script = [Refused("no")]
    given = say(cem, asked)
    send(clock)
    with pytest.raises(Impossible):
        say(cem, asked, "Noch einmal", now=clock.now() + MINUTE)
    decide_answer(cem, given, "drop", now=clock.now())
    say(cem, asked, "Noch einmal", now=clock.now() + MINUTE)
    clock.advance(2 * MINUTE)
    send(clock)
    assert [text for _, _, text in net.said] == ["Noch einmal"]


def test_what_is_decided_is_decided(net, asked, cem, clock):
    given = say(cem, asked)
    send(clock)
    for decision in ("there", "again", "look", "drop"):
        with pytest.raises(Impossible):
            decide_answer(cem, given, decision, now=clock.now())


def test_an_answer_can_be_taken_back_until_it_is_being_sent(net, asked, cem, clock):
    given = say(cem, asked)
    take_back(cem, given, now=clock.now())
    assert send(clock) == 0
    other = say(cem, asked, "Doch", now=clock.now() + MINUTE)
    clock.advance(2 * MINUTE)
    send(clock)
    with pytest.raises(Impossible):
        take_back(cem, other, now=clock.now())
    assert [text for _, _, text in net.said] == ["Doch"]


def test_who_writes_while_the_answer_is_on_its_way_goes_on_waiting(net, asked, cem, clock):
    say(cem, asked)
    clock.advance(10 * MINUTE)
    net.write("Und am Sonntag?", clock.now())
    fetch_due(now=clock.now())
    send(clock)
    conversation = Conversation.objects.get()
    assert (conversation.state, conversation.waiting_since) == ("open", clock.now())


def test_only_who_may_answer_does_and_only_in_their_own_workspace(net, asked, dora, emil):
    with pytest.raises(NotAllowed):
        say(dora, asked)
    with pytest.raises(Foreign):
        say(emil, asked)


@pytest.mark.parametrize("text", ["", "   ", "ä" * 301])
def test_a_text_the_network_would_refuse_is_refused_here_first(net, asked, cem, text):
    with pytest.raises(Invalid):
        say(cem, asked, text)


def test_a_public_answer_has_its_own_length(net, channel, cem, now):
    net.write("Wie viel?", now - HOUR, kind="comment", post_id="p", parent_id="p")
    fetch_due(now=now)
    comment = Incoming.objects.select_related("channel__workspace", "conversation").get()
    say(cem, comment, "ä" * 200)
    with pytest.raises(Invalid):
        say(cem, comment, "ä" * 201)


def test_after_the_networks_window_nobody_is_written_to(net, asked, cem, now):
    # 24 hours after their message, which came an hour ago
    say(cem, asked, now=now + 22 * HOUR)
    with pytest.raises(Impossible) as refused:
        say(cem, asked, now=now + 23 * HOUR)
    assert refused.value.code == "window"


def test_a_removed_comment_and_a_gone_channel_cannot_be_answered(net, asked, cem, now):
    asked.visibility = "removed"
    with pytest.raises(Impossible):
        say(cem, asked)
    asked.visibility, asked.channel.state = "shown", "disconnected"
    with pytest.raises(Impossible):
        say(cem, asked)


TROUBLES = st.lists(
    st.sampled_from(["lost", None, "lose", "refuse", "limit", "before", "away"]), min_size=1, max_size=6
)


@pytest.mark.django_db(transaction=False)
@given(script=TROUBLES, keeps=st.booleans(), finds=st.booleans())
@settings(max_examples=60)
def test_whatever_the_network_does_an_answer_is_there_at_most_once(script, keeps, finds):
    """Only a person who has looked may have it said again, and here nobody does."""
    from django.db import transaction

    with transaction.atomic():
        _try(script, keeps=keeps, finds=finds)
        transaction.set_rollback(True)


def _try(script, *, keeps, finds):
    from datetime import UTC, datetime
    from unittest.mock import patch

    from leitstand.community.tests.network import SLUG
    from leitstand.connector_kit import registry
    from leitstand.house.clock import use_clock
    from leitstand.house.tests.people import make_workspace

    clock = HandClock(datetime(2026, 11, 2, 8, 0, tzinfo=UTC))
    net = Net(keeps_keys=keeps, can_find=finds)
    net.script = [
        {
            "lose": Unreachable("reset"),
            "refuse": Refused("no"),
            "limit": RateLimited("slow"),
            "before": Unreachable("no route", before_sending=True),
            "away": Unreachable("504"),
        }.get(each, each)
        for each in script
    ]
    with use_clock(clock), patch.object(registry, "_found", lambda: {SLUG: (net.manifest, net.connect)}):
        workspace = make_workspace(f"w{uuid.uuid4().hex[:8]}")
        make_channel(workspace, clock.now())
        net.write("Hallo", clock.now())
        fetch_due(now=clock.now())
        to = Incoming.objects.select_related("channel__workspace", "conversation").get(workspace=workspace)
        answer(Actor.house(workspace), to, "Guten Tag", now=clock.now(), once=uuid.uuid4())
        for _ in range(12):
            send(clock)
            clock.advance(17 * MINUTE)
    assert len(net.said) <= 1
    made = Answer.objects.get(workspace=workspace)
    if made.state == "sent":
        assert len(net.said) == 1


def test_an_answer_the_law_stands_against_stays_in_the_box_with_the_reason(cem, channel, net, now, monkeypatch) -> None:
    from leitstand.compliance.queries import outbound as module
    from leitstand.compliance.reading import law_of
    from leitstand.compliance.tests.made import FORBIDDEN

    monkeypatch.setattr(module, "law_here", lambda *_: law_of([("made.toml", FORBIDDEN)]))
    net.write("Was kostet das?", now - timedelta(hours=1))
    fetch_due(now=now)
    to = Incoming.objects.get()
    with pytest.raises(Invalid, match="MADE-01"):
        answer(cem, to, "Das ist der Betrüger von nebenan.", now=now, once=uuid.uuid4())
    assert not Answer.objects.exists()
    assert answer(cem, to, "Das kostet 20 Euro.", now=now, once=uuid.uuid4()).text == "Das kostet 20 Euro."
