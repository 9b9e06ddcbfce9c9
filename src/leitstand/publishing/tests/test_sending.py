"""Due publications go out: once, in order, on time; and everything that is odd ends where a person sees it."""

import asyncio
import itertools
import random
import threading
from datetime import timedelta

import psycopg
import pytest
from django.db import connections

from leitstand.connector_kit import registry
from leitstand.connector_kit.contract import Quota, StepResult
from leitstand.connector_kit.errors import MediaRefused, RateLimited, Refused, SignInExpired, Unreachable
from leitstand.connector_kit.manifest import KeyPromise
from leitstand.house.actor import Actor
from leitstand.house.models import AuditEntry, Notification
from leitstand.kernel.clock import SystemClock
from leitstand.kernel.post import Media
from leitstand.publishing.actions.stop_sending import stop_sending
from leitstand.publishing.core.protocol import key_for
from leitstand.publishing.core.states import State
from leitstand.publishing.dispatch.aftermath import Aftermath
from leitstand.publishing.dispatch.engine import Engine
from leitstand.publishing.dispatch.journal import Gone, Journal
from leitstand.publishing.dispatch.rows import Row, Settle
from leitstand.publishing.dispatch.running import conninfo
from leitstand.publishing.models import Attempt, Circuit, Lane, Publication
from leitstand.publishing.tests.network import (
    ENTRIES,
    QUICK,
    ModelDoors,
    Net,
    again,
    lost_answer,
    lost_request,
    make_publication,
    model_channel,
    send,
    slower,
)

pytestmark = pytest.mark.django_db(transaction=True)

PICTURE = Media("a1", "5" * 64, "picture", "image/png", 1000, 800, 600, alt="Zwei Kolleginnen")
VIDEO = Media("a2", "6" * 64, "video", "video/mp4", 9000, 800, 600, seconds=3.0, codec="h264", alt="Ein Rundgang")


@pytest.fixture(autouse=True)
def _model_network(monkeypatch):
    monkeypatch.setattr(registry, "_found", lambda: ENTRIES)


@pytest.fixture
def channel(workspace):
    return model_channel(workspace)


def test_what_is_due_is_published_with_address_proof_and_time(workspace, channel):
    net = Net()
    due = make_publication(workspace, channel, "Eins")
    later = make_publication(workspace, channel, "Später", due_at=SystemClock().now() + timedelta(hours=1))
    send(net)
    due, later = again(due), again(later)
    assert net.texts == ["Eins"]
    assert (due.state, due.proof) == ("published", "answered")
    assert due.external_url.startswith("https://modell.example/")
    assert timedelta() <= due.published_at - due.due_at < timedelta(seconds=5)
    assert later.state == "planned"


def test_publications_of_a_channel_go_out_in_order_and_never_two_at_once(workspace, channel):
    net = Net(delay=0.01)
    start = SystemClock().now() - timedelta(minutes=5)
    for number in range(30):
        make_publication(workspace, channel, f"Nummer {number:02}", due_at=start + timedelta(seconds=number))
    send(net)
    assert net.texts == [f"Nummer {number:02}" for number in range(30)]
    assert net.most_flying == 1


def test_channels_do_not_wait_for_each_other(workspace):
    net = Net(delay=0.2)
    for number in range(8):
        make_publication(workspace, model_channel(workspace, f"@werk{number}"), f"Kanal {number}")
    send(net, until=lambda: sum(net.flying.values()) == 0)
    published = sorted(Publication.objects.values_list("published_at", flat=True))
    assert len(net.texts) == 8
    assert published[-1] - published[0] < timedelta(seconds=8 * 0.2)


def test_every_step_is_written_down_before_it_is_taken(workspace, channel):
    net = Net()
    seen = []

    def before(step: str) -> None:
        with psycopg.connect(conninfo()) as other:  # another connection sees only what is committed
            seen.append((step, other.execute("SELECT step, outcome FROM publishing_attempt ORDER BY id").fetchall()))

    net.before = before
    make_publication(workspace, channel, "Mit Bild", media=(PICTURE,), comment="Und ein Kommentar")
    send(net)
    assert [step for step, _ in seen] == ["upload:0.0", "create:0", "comment"]
    assert all(rows[-1] == (step, "") for step, rows in seen)
    assert all(outcome == "done" for _, rows in seen for _, outcome in rows[:-1])
    assert net.texts == ["Mit Bild", "Und ein Kommentar"]


def test_a_lost_answer_is_found_by_looking_and_nothing_is_sent_twice(workspace, channel):
    net = Net(script=[lost_answer])
    publication = make_publication(workspace, channel, "Eins")
    send(net)
    publication = again(publication)
    assert net.texts == ["Eins"]
    assert (publication.state, publication.proof) == ("published", "found")
    assert list(Attempt.objects.values_list("outcome", flat=True)) == ["found"]


def test_a_lost_request_is_sent_again_with_the_same_key(workspace, channel):
    net = Net(script=[lost_request])
    make_publication(workspace, channel, "Eins")
    send(net)
    keys = {key for _, key in net.calls}
    assert net.texts == ["Eins"]
    assert len(net.calls) == 2
    assert len(keys) == 1
    assert list(Attempt.objects.order_by("id").values_list("outcome", flat=True)) == ["absent", "done"]


def test_without_a_promise_a_lost_request_is_unclear_and_people_are_told(workspace, channel, ada):
    net = Net(script=[lost_request], promise=None, keeps_keys=False)
    publication = make_publication(workspace, channel, "Eins")
    after = make_publication(workspace, channel, "Zwei")
    send(net)
    assert net.texts == ["Zwei"]
    assert again(publication).state == "unknown"
    assert again(after).state == "published"
    notice = Notification.objects.get(person=ada.person)
    assert notice.kind == "publishing.unknown"
    assert notice.params["network"] == "Modellnetz"


def test_every_unclear_one_is_told_once_however_often_it_is_looked_for(workspace, channel, ada):
    net = Net(script=[lost_request] * 12, promise=None, keeps_keys=False)
    other = model_channel(workspace, "@anders")
    for number in range(12):
        make_publication(workspace, (channel, other)[number % 2], f"Nummer {number}")
    send(net, until="SELECT count(*) = 12 FROM publishing_publication WHERE state = 'unknown' AND tries > 2")
    assert AuditEntry.objects.filter(verb="publishing.unknown").count() == 12
    assert Notification.objects.filter(kind="publishing.unknown", person=ada.person).count() == 12
    assert len(net.looks) > 24


def test_what_a_dead_worker_left_behind_unclear_is_told_too(workspace, channel, ada):
    publication = make_publication(workspace, channel, "Eins", state=State.SENDING, claimed_by="dead:1")
    Attempt.objects.create(
        workspace=workspace,
        publication=publication,
        step="create:0",
        position=0,
        key=key_for(str(publication.pk), digest=publication.content_digest, step="create:0"),
        first_at=publication.due_at,
        started_at=publication.due_at,
        worker="dead:1",
    )
    Lane.objects.update(worker="dead:1", lease_until=publication.due_at)
    send(Net(promise=None, can_look=False), until="SELECT count(*) FROM publishing_publication WHERE state = 'unknown'")
    assert again(publication).state == "unknown"
    assert Notification.objects.get(person=ada.person).kind == "publishing.unknown"


def test_what_arrives_late_is_found_when_it_is_looked_for_again(workspace, channel):
    net = Net(script=[lost_request], promise=None, keeps_keys=False)
    publication = make_publication(workspace, channel, "Eins")
    send(net, until="SELECT count(*) FROM publishing_publication WHERE state = 'unknown'")
    net.posts.append((net.calls[0][1], "Eins"))  # the request was on its way all the time
    send(net, until="SELECT count(*) FROM publishing_publication WHERE state = 'published'")
    assert (again(publication).state, again(publication).proof) == ("published", "found")


def test_where_the_network_cannot_be_asked_a_lost_answer_is_unclear(workspace, channel):
    net = Net(script=[lost_answer], promise=None, can_look=False, keeps_keys=False)
    publication = make_publication(workspace, channel, "Eins")
    send(net)
    assert net.texts == ["Eins"]
    assert again(publication).state == "unknown"


def test_after_the_window_a_key_promises_nothing_any_more(workspace, channel):
    net = Net(promise=KeyPromise(timedelta(seconds=0)), script=[lost_request])
    publication = make_publication(workspace, channel, "Eins")
    send(net)
    assert net.texts == []
    assert again(publication).state == "unknown"


def test_what_was_unclear_is_looked_for_again_and_found(workspace, channel, ada):
    net = Net(script=[lost_answer], look_error=Unreachable("down"))
    publication = make_publication(workspace, channel, "Eins")

    send(net, until="SELECT count(*) FROM publishing_publication WHERE state = 'unknown'")
    net.look_error = None
    send(net, until="SELECT count(*) FROM publishing_publication WHERE state = 'published'")
    publication = again(publication)
    assert net.texts == ["Eins"]
    assert (publication.state, publication.proof) == ("published", "found")
    assert set(Notification.objects.values_list("kind", flat=True)) == {"publishing.unknown", "publishing.settled"}


def test_nobody_there_means_waiting_and_the_later_ones_wait_behind(workspace, channel):
    down = Unreachable("refused", before_sending=True)
    net = Net(script=[down, down])
    start = SystemClock().now() - timedelta(minutes=1)
    make_publication(workspace, channel, "Eins", due_at=start)
    make_publication(workspace, channel, "Zwei", due_at=start + timedelta(seconds=1))
    send(net)
    assert net.texts == ["Eins", "Zwei"]
    assert list(Attempt.objects.order_by("id").values_list("outcome", flat=True)) == [
        "not_sent",
        "not_sent",
        "done",
        "done",
    ]


def test_a_server_that_fails_is_left_alone_and_comes_back_by_one_try(workspace):
    net = Net(script=[Unreachable("refused", before_sending=True)] * 4)
    for number in range(4):
        make_publication(workspace, model_channel(workspace, f"@werk{number}"), f"Kanal {number}")
    send(net)
    assert sorted(net.texts) == [f"Kanal {number}" for number in range(4)]
    assert Circuit.objects.get().failures == 0


def test_rate_limits_hold_up_the_channel_alone_until_the_told_time(workspace):
    slow, fast = model_channel(workspace, "@langsam"), model_channel(workspace, "@schnell")
    until = SystemClock().now() + timedelta(seconds=1)
    net = Net()

    def limited(model: Net, key: str) -> None:
        raise RateLimited("429", retry_at=until)

    net.script = [limited]
    first = make_publication(workspace, slow, "Langsam")
    send(net, waiting_is_fine=True, until="SELECT count(*) FROM publishing_lane WHERE reason = 'rate_limited'")
    make_publication(workspace, fast, "Schnell")
    send(net)
    assert net.texts == ["Schnell", "Langsam"]
    assert again(first).published_at >= until


def test_an_empty_quota_holds_up_the_channel(workspace, channel, monkeypatch):
    net = Net()
    resets = SystemClock().now() + timedelta(seconds=0.8)
    plain = net.publish

    async def publish(number, step, key):
        result = await plain(number, step, key)
        return StepResult(result.carried, result.external_id, result.url, quota=Quota(0, resets))

    monkeypatch.setattr(net, "publish", publish)
    make_publication(workspace, channel, "Eins", due_at=SystemClock().now() - timedelta(seconds=9))
    second = make_publication(workspace, channel, "Zwei")
    send(net)
    assert net.texts == ["Eins", "Zwei"]
    assert again(second).published_at >= resets


@pytest.mark.parametrize(
    ("error", "reason"),
    [(Refused("Text zu lang", code="too_long"), "refused"), (MediaRefused("Bild zu groß", which=1), "media_refused:1")],
)
def test_a_refusal_ends_with_its_reason_and_people_are_told(workspace, channel, ada, error, reason):
    net = Net(script=[error])
    publication = make_publication(workspace, channel, "Eins")
    after = make_publication(workspace, channel, "Zwei")
    send(net)
    publication = again(publication)
    assert (publication.state, publication.reason, publication.reason_text) == ("refused", reason, error.reason)
    assert again(after).state == "published"
    assert Notification.objects.get(person=ada.person).kind == "publishing.refused"
    assert again(publication).item.alert == "refused"


def test_an_expired_sign_in_is_renewed_once_and_the_post_goes_out(workspace, channel):
    net = Net(script=[SignInExpired("401")])
    doors = ModelDoors(net)
    make_publication(workspace, channel, "Eins")
    send(net, doors=doors)
    assert net.texts == ["Eins"]
    assert doors.renewed == 1


def test_a_sign_in_that_cannot_be_renewed_pauses_the_channel_and_its_posts_wait(workspace, channel):
    net = Net(script=[SignInExpired("401")])
    doors = ModelDoors(net, can_renew=False)
    first, second = make_publication(workspace, channel, "Eins"), make_publication(workspace, channel, "Zwei")
    send(net, doors=doors, waiting_is_fine=True, until=lambda: bool(doors.out))
    assert net.texts == []
    assert (again(first).state, again(first).reason) == ("waiting", "sign_in")
    assert again(second).state == "planned"
    channel.state = "connected"
    channel.save()
    send(net)
    assert net.texts == ["Eins", "Zwei"]


def test_later_than_its_grace_a_post_is_held_for_a_person(workspace, channel, ada):
    net = Net()
    late = make_publication(
        workspace, channel, "Zu spät", due_at=SystemClock().now() - timedelta(minutes=31), grace_minutes=30
    )
    send(net)
    assert net.texts == []
    assert (again(late).state, again(late).reason) == ("held", "late")
    assert Notification.objects.get(person=ada.person).kind == "publishing.held"


def test_the_stop_switch_holds_before_the_very_next_step(workspace, channel, ada):
    net = Net()
    publication = make_publication(workspace, channel, "Mit Bild", media=(PICTURE,))
    second = make_publication(workspace, channel, "Zwei")

    def before(step: str) -> None:
        def pull() -> None:
            stop_sending(ada, reason="Unfall im Werk", now=SystemClock().now())
            connections.close_all()

        thread = threading.Thread(target=pull)
        thread.start()
        thread.join()
        net.before = None

    net.before = before
    send(net, waiting_is_fine=True, until="SELECT count(*) FROM publishing_publication WHERE state = 'held'")
    assert net.uploads == ["upload:0.0"]
    assert net.texts == []
    assert (again(publication).state, again(publication).reason) == ("held", "stopped")
    assert again(second).state == "planned"


def test_a_thread_goes_on_where_it_was_and_says_no_part_twice(workspace, channel):
    net = Net(script=[None, lost_answer, lost_request])
    publication = make_publication(workspace, channel, "Eins", parts=("Zwei", "Drei"), comment="Vier")
    send(net)
    assert net.texts == ["Eins", "Zwei", "Drei", "Vier"]
    publication = again(publication)
    assert publication.state == "published"
    assert publication.external_id == publication.carried["create:0.id"]


def test_waiting_for_a_video_holds_up_nobody_else(workspace, channel):
    other = model_channel(workspace, "@anders")
    net = Net(wait=StepResult(not_before=SystemClock().now() + timedelta(seconds=0.6)))
    make_publication(workspace, channel, "Film", media=(VIDEO,))
    make_publication(workspace, other, "Kurz")
    send(net)
    assert net.texts == ["Kurz", "Film"]
    assert [step for step, _ in net.calls].count("wait") == 2


def test_a_network_that_takes_nothing_from_programs_is_handed_to_a_person(workspace, channel, ada):
    net = Net(publishes=False)
    publication = make_publication(workspace, channel, "Von Hand")
    send(net)
    assert again(publication).state == "handed_over"
    assert Notification.objects.get(person=ada.person).kind == "publishing.by_hand"


def test_an_error_in_a_connector_is_a_lost_answer_and_stops_nobody(workspace, channel):
    def broken(net: Net, key: str) -> None:
        net.store(key)
        raise ZeroDivisionError

    net = Net(script=[broken])
    make_publication(workspace, channel, "Eins")
    make_publication(workspace, channel, "Zwei")
    send(net)
    assert net.texts == ["Eins", "Zwei"]


def test_what_went_out_is_told_to_the_house_once(workspace, channel):
    net = Net()
    publication = make_publication(workspace, channel, "Eins")
    send(net)
    send(net)
    assert AuditEntry.objects.filter(verb="publishing.published", subject_id=str(publication.pk)).count() == 1
    assert again(publication).item.stage == "published"


def test_lateness_under_light_load_is_far_below_a_second(workspace, channel):
    net = Net()
    start = SystemClock().now() + timedelta(seconds=0.6)
    for number in range(3):
        make_publication(workspace, channel, f"Nummer {number}", due_at=start + timedelta(seconds=0.3 * number))
    # nothing but the due time wakes the engine: the next poll would be much later
    send(net, pace=slower(QUICK, poll=30.0), until=lambda: len(net.texts) == 3)
    late = [published - due for published, due in Publication.objects.values_list("published_at", "due_at")]
    assert max(late) < timedelta(seconds=1)


def test_two_workers_share_the_channels_and_say_everything_once(workspace):
    net = Net(delay=0.002)
    channels = [model_channel(workspace, f"@werk{number}") for number in range(4)]
    start = SystemClock().now() - timedelta(minutes=1)
    for number, channel in zip(range(60), itertools.cycle(channels), strict=False):
        make_publication(workspace, channel, f"{channel.pk} {number:02}", due_at=start + timedelta(seconds=number))

    async def both() -> list[int]:
        with Aftermath(SystemClock()) as aftermath:
            engines = [
                Engine(
                    conninfo(),
                    doors=ModelDoors(net),
                    clock=SystemClock(),
                    chance=random.Random(number),
                    aftermath=aftermath,
                    pace=slower(QUICK, lanes=2, batch=3),
                )
                for number in range(2)
            ]
            running = [asyncio.create_task(engine.run()) for engine in engines]
            async with asyncio.timeout(20):
                while len(net.texts) < 60:
                    await asyncio.sleep(0.02)
            await asyncio.sleep(0.1)
            for engine in engines:
                engine.ending.set()
            await asyncio.gather(*running)
            return [engine.sent for engine in engines]

    sent = asyncio.run(both())
    assert sum(sent) == 60
    assert len(set(net.texts)) == 60
    for channel in channels:
        mine = [text for text in net.texts if text.startswith(f"{channel.pk} ")]
        assert mine == sorted(mine)
    assert net.most_flying == 1
    assert set(Publication.objects.values_list("state", flat=True)) == {State.PUBLISHED.value}


def test_the_house_itself_is_named_in_the_trail(workspace, channel):
    make_publication(workspace, channel, "Eins")
    send(Net())
    assert AuditEntry.objects.get(verb="publishing.published").actor == Actor.house(workspace).name


def _cut_the_connection() -> None:
    """Have PostgreSQL throw the sender out, as a restart of the server would."""
    with psycopg.connect(conninfo(), autocommit=True) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE application_name = 'leitstand-sender' AND datname = current_database()"
        )


@pytest.mark.parametrize("keys", [True, False])
def test_a_lost_connection_to_postgresql_loses_no_result_and_doubles_nothing(workspace, keys):
    net = Net(promise=KeyPromise() if keys else None, keeps_keys=keys)
    channels = [model_channel(workspace, f"@werk{number}") for number in range(3)]
    for number, channel in zip(range(24), itertools.cycle(channels), strict=False):
        make_publication(workspace, channel, f"Nummer {number}")
    passed = itertools.count(1)

    def before(step: str) -> None:
        if next(passed) in (4, 9, 15):
            _cut_the_connection()

    net.before = before
    send(net, seconds=30)
    assert sorted(net.texts) == sorted(f"Nummer {number}" for number in range(24))
    # the results were kept in memory and written afterwards: nothing had to be looked for, nothing is unclear
    assert set(Publication.objects.values_list("state", "proof")) == {("published", "answered")}


def test_a_result_that_the_table_refuses_keeps_no_other_from_being_written(workspace, channel):
    first = make_publication(workspace, channel, "Eins", state=State.CLAIMED, claimed_by="test:1")
    second = make_publication(
        workspace, model_channel(workspace, "@anders"), "Zwei", state=State.CLAIMED, claimed_by="test:1"
    )
    now = SystemClock().now()

    async def main() -> None:
        async with Journal(conninfo(), me="test:1", lease=20, batch=10, clock=SystemClock()) as journal:
            wrong = journal.write(Settle(first.pk, State.PUBLISHED, now, tries=0))  # published without proof
            right = journal.write(Settle(second.pk, State.REFUSED, now, tries=0, reason="refused"))
            await asyncio.wait([wrong, right])
            assert isinstance(wrong.exception(), psycopg.errors.CheckViolation)
            assert right.exception() is None

    asyncio.run(main())
    assert again(first).state == "claimed"
    assert again(second).state == "refused"


def test_a_worker_frozen_while_it_tells_gives_its_rows_back_within_ten_seconds(workspace, monkeypatch):
    seen = []

    def told(clock: object) -> int:
        with connections["default"].cursor() as cursor:
            cursor.execute("SHOW idle_in_transaction_session_timeout")
            seen.append(cursor.fetchone()[0])
        return 0

    monkeypatch.setattr("leitstand.publishing.dispatch.aftermath.tell_some", told)
    with Aftermath(SystemClock()) as aftermath:
        asyncio.run(aftermath())
    assert seen == ["10s"]


def test_the_sender_holds_back_what_the_law_stands_against_today(workspace, channel):
    net = Net()
    bad, good = (
        make_publication(workspace, channel, "Die neue Kamera von Holm"),
        make_publication(workspace, channel, "Guten Morgen"),
    )
    doors = ModelDoors(net, against={str(bad.pk): "Werbung ist nicht gekennzeichnet (AD-01)"})
    send(net, doors=doors)
    assert net.texts == ["Guten Morgen"]
    assert (again(bad).state, again(bad).reason) == ("held", "law")
    assert again(good).state == "published"


def test_what_cannot_be_judged_is_not_sent(workspace, channel, monkeypatch):
    net = Net()
    post = make_publication(workspace, channel, "Die neue Kamera von Holm")

    async def broken(self: ModelDoors, row: Row) -> str:
        raise RuntimeError("no law")

    monkeypatch.setattr(ModelDoors, "unlawful", broken)
    send(net)
    assert net.texts == []
    assert (again(post).state, again(post).reason) == ("held", "unjudged")


def test_a_database_that_is_gone_while_a_post_is_judged_says_nothing_about_the_law(workspace, channel, monkeypatch):
    net = Net()
    post = make_publication(workspace, channel, "Guten Morgen")
    asked = []

    async def gone_once(self: ModelDoors, row: Row) -> str:
        asked.append(row.id)
        if len(asked) == 1:
            raise Gone
        return ""

    monkeypatch.setattr(ModelDoors, "unlawful", gone_once)
    send(net, until=lambda: bool(net.texts))
    assert net.texts == ["Guten Morgen"]
    assert again(post).state == "published"
