"""The verbs of sending: the gate, who wins against a worker, and what people decide."""

import asyncio
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from leitstand.connector_kit import registry
from leitstand.connector_kit.errors import Unreachable
from leitstand.house.actor import Foreign, NotAllowed
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.models import AuditEntry, Notification
from leitstand.kernel.clock import SystemClock
from leitstand.planning.actions.delete_items import delete_items
from leitstand.planning.actions.move_item import move_item
from leitstand.planning.models import Item
from leitstand.publishing.actions.confirm_hand_over import confirm_hand_over
from leitstand.publishing.actions.decide_unknown import decide_unknown
from leitstand.publishing.actions.hand_over import hand_over
from leitstand.publishing.actions.look_again import look_again
from leitstand.publishing.actions.publish_now import publish_now
from leitstand.publishing.actions.release_held import release_held
from leitstand.publishing.actions.resume_sending import resume_sending
from leitstand.publishing.actions.retry_refused import retry_refused
from leitstand.publishing.actions.schedule import schedule
from leitstand.publishing.actions.stop_sending import stop_sending
from leitstand.publishing.actions.unschedule import unschedule
from leitstand.publishing.actions.withdraw import withdraw
from leitstand.publishing.core.states import NEEDS_APPROVAL, State
from leitstand.publishing.dispatch import statements
from leitstand.publishing.dispatch.journal import Journal
from leitstand.publishing.dispatch.rows import Begin
from leitstand.publishing.dispatch.running import conninfo
from leitstand.publishing.models import Approval, Attempt, Publication, StopSwitch
from leitstand.publishing.tests.network import (
    ENTRIES,
    ModelDoors,
    Net,
    again,
    lost_request,
    make_publication,
    model_channel,
    send,
)

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _model_network(monkeypatch):
    monkeypatch.setattr(registry, "_found", lambda: ENTRIES)


@pytest.fixture
def channel(workspace):
    return model_channel(workspace)


@pytest.fixture
def draft(workspace, channel, now):
    """An approved draft that was to go out in an hour."""
    return make_publication(workspace, channel, "Guten Morgen", due_at=now + HOUR, state=State.DRAFT)


@pytest.mark.django_db
class TestGate:
    def test_what_is_approved_can_be_scheduled_and_its_item_says_so(self, ada, draft, now):
        schedule(ada, draft, due_at=None, now=now)
        draft = again(draft)
        assert (draft.state, draft.due_at) == ("planned", now + HOUR)
        assert draft.item.stage == "scheduled"
        assert AuditEntry.objects.filter(verb="publishing.schedule", subject_id=str(draft.pk)).exists()

    @pytest.mark.parametrize("spoil", ["no digest", "no record", "revoked", "other content", "only asked"])
    def test_nothing_else_can(self, ada, draft, now, spoil):
        approval = Approval.objects.get(publication=draft)
        if spoil == "no digest":
            Publication.objects.filter(pk=draft.pk).update(approved_digest="")
        elif spoil == "no record":
            approval.delete()
        elif spoil == "revoked":
            Approval.objects.update(revoked_at=now)
        elif spoil == "only asked":
            Approval.objects.update(decision="")
        else:
            Publication.objects.filter(pk=draft.pk).update(content={**draft.content, "first_comment": "Neu"})
        for verb in (schedule, publish_now, hand_over):
            more = {"due_at": None} if verb is schedule else {}
            with pytest.raises(Impossible) as told:
                verb(ada, again(draft), now=now, **more)
            assert told.value.code in ("not_approved", "changed_since")
        assert again(draft).state == "draft"

    @pytest.mark.parametrize("state", sorted(state.value for state in NEEDS_APPROVAL))
    def test_the_table_itself_refuses_what_nobody_approved(self, draft, state):
        Publication.objects.filter(pk=draft.pk).update(approved_digest="")
        with pytest.raises(IntegrityError, match="only_approved_content_is_queued"), transaction.atomic():
            Publication.objects.filter(pk=draft.pk).update(state=state)

    def test_the_table_itself_refuses_other_words_in_the_queue(self, ada, draft, now):
        schedule(ada, draft, due_at=None, now=now)
        with pytest.raises(IntegrityError, match="only_approved_content_is_queued"), transaction.atomic():
            Publication.objects.filter(pk=draft.pk).update(content={**draft.content, "first_comment": "Neu"})

    @pytest.mark.parametrize("state", ["sending", "published", "unknown"])
    def test_the_table_itself_keeps_the_words_of_what_was_sent(self, draft, now, state):
        Publication.objects.filter(pk=draft.pk).update(state=state, published_at=now, proof="answered")
        with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
            Publication.objects.filter(pk=draft.pk).update(content={**draft.content, "first_comment": "Neu"})

    def test_the_table_itself_lets_one_channel_send_one_thing_at_a_time(self, workspace, channel, draft):
        Publication.objects.filter(pk=draft.pk).update(state="sending")
        other = make_publication(workspace, channel, "Zwei")
        with pytest.raises(IntegrityError, match="one_in_flight_per_channel"), transaction.atomic():
            Publication.objects.filter(pk=other.pk).update(state="sending")

    def test_readers_and_strangers_cannot(self, dora, emil, draft, now):
        with pytest.raises(NotAllowed):
            schedule(dora, draft, due_at=None, now=now)
        with pytest.raises(Foreign):
            schedule(emil, draft, due_at=None, now=now)
        with pytest.raises(Foreign):
            withdraw(emil, draft, now=now)


def _with_journal(work):
    async def main():
        async with Journal(conninfo(), me="test:1", lease=20, batch=10, clock=SystemClock()) as journal:
            return await work(journal)

    return asyncio.run(main())


def _begin(publication: Publication) -> Begin:
    return Begin(publication.pk, publication.content_digest, "create:0", 0, "k", SystemClock().now())


@pytest.mark.django_db(transaction=True)
class TestAgainstAWorker:
    """Edits, moves and withdrawals win over a claim until the first step is written down, never after."""

    @pytest.fixture
    def claimed(self, workspace, channel):
        publication = make_publication(workspace, channel, "Guten Morgen")

        async def work(journal):
            await journal.rows(statements.ACQUIRE, active=[], room=5)
            return await journal.claim(channel.pk)

        assert [row.id for row in _with_journal(work)] == [publication.pk]
        return again(publication)

    @pytest.mark.parametrize("verb", [unschedule, withdraw])
    def test_before_the_first_step_the_person_wins(self, ada, claimed, verb):
        verb(ada, claimed, now=SystemClock().now())
        assert _with_journal(lambda journal: journal.begin(_begin(claimed))) is None
        assert not Attempt.objects.exists()

    def test_before_the_first_step_a_move_wins(self, ada, claimed):
        now = SystemClock().now()
        move_item(ada, claimed.item, now + HOUR, now=now)
        assert _with_journal(lambda journal: journal.begin(_begin(claimed))) is None
        assert (again(claimed).state, again(claimed).due_at) == ("planned", now + HOUR)

    def test_before_the_first_step_the_stop_switch_wins(self, ada, claimed):
        stop_sending(ada, reason="", now=SystemClock().now())
        assert _with_journal(lambda journal: journal.begin(_begin(claimed))) is None

    @pytest.mark.parametrize("verb", [unschedule, withdraw])
    def test_after_the_first_step_the_worker_wins_and_says_so(self, ada, claimed, verb):
        assert _with_journal(lambda journal: journal.begin(_begin(claimed))) is not None
        with pytest.raises(Impossible) as told:
            verb(ada, claimed, now=SystemClock().now())
        assert told.value.message
        assert again(claimed).state == "sending"

    def test_after_the_first_step_the_item_can_neither_be_moved_nor_deleted(self, ada, claimed):
        now = SystemClock().now()
        _with_journal(lambda journal: journal.begin(_begin(claimed)))
        with pytest.raises(Impossible):
            move_item(ada, claimed.item, now + HOUR, now=now)
        with pytest.raises(Impossible):
            delete_items(ada, [claimed.item], now=now)
        item = Item.objects.get(pk=claimed.item_id)
        assert (item.planned_at, item.deleted_at) == (claimed.item.planned_at, None)

    def test_another_worker_cannot_begin_what_is_not_its_own(self, claimed):
        async def foreign():
            async with Journal(conninfo(), me="other:2", lease=20, batch=10, clock=SystemClock()) as journal:
                return await journal.begin(_begin(claimed)), await journal.rows(statements.ACQUIRE, active=[], room=5)

        begun, lanes = asyncio.run(foreign())
        assert begun is None
        assert lanes == []

    def test_a_lane_whose_lease_ran_out_is_taken_over(self, channel, claimed):
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("UPDATE publishing_lane SET lease_until = now() - interval '1 second'")
        net = Net()
        send(net)
        assert net.texts == ["Guten Morgen"]
        assert again(claimed).state == "published"


@pytest.mark.django_db(transaction=True)
class TestUnclear:
    @pytest.fixture
    def unclear(self, workspace, channel):
        publication = make_publication(workspace, channel, "Guten Morgen")
        send(Net(script=[lost_request], promise=None, keeps_keys=False, look_error=Unreachable("down")))
        assert again(publication).state == "unknown"
        return again(publication)

    def test_it_is_there(self, ada, unclear):
        now = SystemClock().now()
        decide_unknown(ada, unclear, "there", link="https://modell.example/1", now=now)
        unclear = again(unclear)
        assert (unclear.state, unclear.proof, unclear.external_url) == (
            "published",
            "confirmed",
            "https://modell.example/1",
        )
        assert unclear.published_at < now
        assert unclear.item.stage == "published"
        assert unclear.item.alert == ""

    def test_it_is_not_there_and_is_sent_again(self, ada, unclear):
        decide_unknown(ada, unclear, "again", now=SystemClock().now())
        net = Net(promise=None, keeps_keys=False)
        send(net)
        assert net.texts == ["Guten Morgen"]
        assert again(unclear).state == "published"

    def test_it_is_not_there_and_somebody_posts_it(self, ada, unclear):
        decide_unknown(ada, unclear, "by_hand", now=SystemClock().now())
        assert again(unclear).state == "handed_over"

    def test_it_is_let_be(self, ada, unclear):
        decide_unknown(ada, unclear, "drop", now=SystemClock().now())
        net = Net()
        send(net)
        assert net.texts == []
        assert again(unclear).state == "withdrawn"

    def test_it_is_looked_for_again_when_asked(self, ada, unclear):
        Publication.objects.update(try_at=None)
        look_again(ada, unclear, now=SystemClock().now())
        net = Net(promise=None)
        send(net, doors=ModelDoors(net), until=lambda: bool(net.looks))
        assert net.looks

    def test_readers_do_not_decide(self, dora, unclear):
        with pytest.raises(NotAllowed):
            decide_unknown(dora, unclear, "there", now=SystemClock().now())

    def test_what_is_decided_cannot_be_decided_again(self, ada, unclear):
        decide_unknown(ada, unclear, "drop", now=SystemClock().now())
        with pytest.raises(Impossible):
            decide_unknown(ada, again(unclear), "there", now=SystemClock().now())


@pytest.mark.django_db
class TestByHand:
    def test_a_post_made_by_hand_is_confirmed_with_its_link(self, ada, draft, now):
        hand_over(ada, draft, now=now)
        assert again(draft).state == "handed_over"
        with pytest.raises(Invalid) as told:
            confirm_hand_over(ada, draft, link="kein link", now=now)
        assert "link" in told.value.errors
        confirm_hand_over(ada, draft, link=" https://modell.example/9 ", now=now + HOUR)
        draft = again(draft)
        assert (draft.state, draft.proof, draft.external_url) == ("published", "confirmed", "https://modell.example/9")

    def test_a_disconnected_channel_is_no_hindrance(self, ada, draft, now):
        type(draft.channel).objects.update(state="disconnected")
        hand_over(ada, draft, now=now)
        assert again(draft).state == "handed_over"


@pytest.mark.django_db
class TestSecondChances:
    def test_a_refused_post_is_sent_again(self, ada, draft, now):
        Publication.objects.filter(pk=draft.pk).update(state="refused", reason="refused", reason_text="nein")
        retry_refused(ada, again(draft), now=now)
        draft = again(draft)
        assert (draft.state, draft.due_at, draft.reason, draft.reason_text) == ("planned", now, "", "")

    def test_a_held_post_is_released_for_now_or_for_later(self, ada, draft, now):
        for due in (None, now + HOUR):
            Publication.objects.filter(pk=draft.pk).update(state="held", reason="late")
            release_held(ada, again(draft), now=now, due_at=due)
            assert (again(draft).state, again(draft).due_at) == ("planned", due or now)

    def test_what_is_partly_public_is_not_made_a_draft_again(self, ada, draft, now):
        Publication.objects.filter(pk=draft.pk).update(state="held", external_id="17")
        with pytest.raises(Impossible):
            unschedule(ada, again(draft), now=now)


@pytest.mark.django_db
class TestStopSwitch:
    def test_one_pulls_it_another_ends_it_and_everybody_is_told(self, ada, ben, cem, now):
        stop_sending(cem, reason="Unfall im Werk", now=now)
        with pytest.raises(Impossible):
            stop_sending(ada, reason="", now=now)
        assert set(Notification.objects.values_list("person__name", flat=True)) == {"Ada", "Ben"}
        assert Notification.objects.first().params["reason"] == "Unfall im Werk"
        resume_sending(ben, now=now + HOUR)
        with pytest.raises(Impossible):
            resume_sending(ben, now=now + HOUR)
        switch = StopSwitch.objects.get()
        assert (switch.pulled_by, switch.ended_by, switch.ended_at) == (cem.person, ben.person, now + HOUR)

    def test_readers_cannot_and_another_workspace_is_not_stopped(self, dora, emil, ada, now):
        with pytest.raises(NotAllowed):
            stop_sending(dora, reason="", now=now)
        stop_sending(emil, reason="", now=now)
        assert StopSwitch.objects.filter(workspace=ada.workspace).count() == 0
