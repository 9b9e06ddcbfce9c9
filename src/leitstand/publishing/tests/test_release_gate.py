"""What people on a picture agreed to counts for every post with it: its network, its day, its purpose, and at once when it ends."""

from datetime import date, timedelta

import pytest

from leitstand.compliance.actions.declare import declare
from leitstand.compliance.actions.keep_picture_release import ReleaseFields, keep_picture_release
from leitstand.compliance.actions.see_person import see_exempt, see_person, unsee_person
from leitstand.compliance.actions.withdraw_release import take_down, watch_releases, withdraw_release
from leitstand.compliance.models import PersonSeen, Takedown
from leitstand.compliance.subjects import asset_subject, item_subject
from leitstand.house.errors import Impossible
from leitstand.house.events import announce
from leitstand.house.models import AuditEntry, Notification
from leitstand.kernel.clock import SystemClock
from leitstand.library.events import AssetReplaced
from leitstand.library.models import Asset
from leitstand.publishing.actions.approve import approve
from leitstand.publishing.actions.publish_now import publish_now
from leitstand.publishing.actions.save_draft import save_draft
from leitstand.publishing.actions.schedule import schedule
from leitstand.publishing.actions.submit import submit
from leitstand.publishing.core.drafts import Composition, Variant
from leitstand.publishing.core.states import State
from leitstand.publishing.dispatch.house_doors import _unlawful
from leitstand.publishing.dispatch.rows import Row
from leitstand.publishing.lawful import NotLawful, judgement_of, legal_day
from leitstand.publishing.models import Approval, Publication
from leitstand.publishing.tests.network import again, make_publication
from leitstand.publishing.tests.writing import make_channel, make_item, picture, said

DAY = date(2026, 11, 2)
PROVEN = {"external_id": "1", "proof": "answer"}
RIGHTS = {"licence.type": "own", "asset.ai": "none"}


def fields(**more) -> ReleaseFields:
    told: ReleaseFields = {
        "name": "Mara Ölmez", "contact_way": "", "kind": "adult", "born_on": None, "guardians": "", "parents": "none",
        "child_signed": False, "purposes": ["social"], "networks": [], "starts": None, "ends": None, "fee": "",
        "signed_on": date(2026, 1, 10), "form_version": "", "is_informed": False, "only_while_employed": False,
        "left_on": None, "note": "",
    }  # fmt: skip
    return {**told, **more}  # type: ignore[typeddict-item]


@pytest.fixture
def photo(workspace, now) -> Asset:
    return Asset.objects.create(
        workspace=workspace, kind="picture", name="Halle.jpg", alt_text="Die Halle", state="ready", original_path="x",
        original_sha256="a" * 64, original_bytes=1, sha256="b" * 64, uploaded_at=now,
    )  # fmt: skip


def asked_with(ada, workspace, photo, now) -> Publication:
    item, channel = make_item(workspace), make_channel(workspace)
    used = picture(asset=str(photo.pk), sha256=photo.sha256)
    text = Composition(said("Blick in die Halle", media=(used,)), (Variant(str(channel.pk)),))
    save_draft(ada, item, text, base_version=None, now=now)
    post = Publication.objects.select_related("channel", "item").get(item=item)
    declare(ada, asset_subject(str(photo.pk)), RIGHTS, now=now)
    declare(ada, item_subject(item.pk), {"post.is_advertising": False}, now=now)
    submit(ada, post, now=now)
    post.refresh_from_db()
    return post


def stops(post, on=DAY) -> set[str]:
    return {one.id for one in judgement_of(post, on=on) if one.stops}


CHILD = {"kind": "minor", "name": "Mia", "born_on": date(2014, 5, 1), "guardians": "Jo und Kim Öz", "parents": "all"}


@pytest.mark.guide("G6.7-10")
@pytest.mark.parametrize(
    ("wrong", "right", "rule"),
    [
        pytest.param({"signed_on": None}, {}, "IMG-01", id="nobody has signed"),
        pytest.param({"networks": ["lang"]}, {"networks": ["kurz", "lang"]}, "IMG-01", id="another network"),
        pytest.param({"purposes": ["press"]}, {"purposes": ["press", "social"]}, "IMG-01", id="for the press only"),
        pytest.param({"ends": DAY - timedelta(days=1)}, {"ends": DAY}, "IMG-05", id="ended the day before"),
        pytest.param({"starts": DAY + timedelta(days=1)}, {"starts": DAY}, "IMG-01", id="begins the day after"),
        pytest.param({**CHILD, "parents": "one"}, CHILD, "IMG-03", id="one parent of a child"),
        pytest.param(
            {"kind": "employee"}, {"kind": "employee", "is_informed": True}, "IMG-04", id="an employee not told"
        ),
    ],
)
def test_a_picture_is_approved_only_once_the_register_says_that_everybody_on_it_agreed(
    networks, ada, ben, workspace, photo, now, wrong, right, rule
):
    post = asked_with(ada, workspace, photo, now)
    release = keep_picture_release(ada, fields(**wrong), now=now)
    see_person(ada, photo, release, now=now)
    with pytest.raises(NotLawful, match=rule):
        approve(ben, post, looked_at=post.content_digest, now=now)
    keep_picture_release(ada, fields(**right), release=release, now=now)
    assert approve(ben, post, looked_at=post.content_digest, now=now).decision == "approved"


def test_what_the_register_says_takes_the_place_of_typed_answers(networks, ada, workspace, photo, now):
    post = asked_with(ada, workspace, photo, now)
    typed = {
        "asset.shows_person": True,
        "asset.exception": "none",
        "release.status": "given",
        "release.covers_use": True,
    }
    declare(ada, asset_subject(str(photo.pk)), typed, now=now)
    assert "IMG-01" not in stops(post)
    seen = see_person(ada, photo, keep_picture_release(ada, fields(signed_on=None), now=now), now=now)
    assert "IMG-01" in stops(post)
    unsee_person(ada, seen, now=now)
    assert "IMG-01" not in stops(post)


def test_an_exception_one_person_stands_under_helps_nobody_else(networks, ada, workspace, photo, now):
    post = asked_with(ada, workspace, photo, now)
    see_exempt(ada, photo, who="", exception="accessory", reason="Weit hinten am Tor", now=now)
    assert not stops(post)
    see_person(ada, photo, keep_picture_release(ada, fields(networks=["lang"]), now=now), now=now)
    assert "IMG-01" in stops(post)


def test_advertising_needs_a_release_that_names_it(networks, ada, workspace, photo, now):
    post = asked_with(ada, workspace, photo, now)
    see_person(ada, photo, keep_picture_release(ada, fields(), now=now), now=now)
    assert not stops(post)
    declare(ada, item_subject(post.item_id), {"post.is_advertising": True}, now=now)
    assert "IMG-01" in stops(post)


def test_age_counts_on_the_day_the_post_goes_out(networks, ada, workspace, photo, now):
    post = asked_with(ada, workspace, photo, now)
    release = keep_picture_release(ada, fields(**{**CHILD, "born_on": date(2012, 11, 20)}), now=now)
    see_person(ada, photo, release, now=now)
    assert not stops(post, on=date(2026, 11, 19))
    assert stops(post, on=date(2026, 11, 20)) == {"IMG-03"}  # fourteen: the child itself must have signed


def test_the_composer_says_it_and_the_approval_keeps_what_was_known_without_a_name(
    networks, ada, ben, workspace, photo, now, signed_in
):
    post = asked_with(ada, workspace, photo, now)
    release = keep_picture_release(ada, fields(ends=DAY), now=now)
    see_person(ada, photo, release, now=now)
    approve(ben, post, looked_at=post.content_digest, now=now)
    (kept,) = Approval.objects.get(decision="approved").judgement["files"]
    assert (kept["release.status"], kept["release.ends"]) == ("given", DAY.isoformat())
    assert "Ölmez" not in str(Approval.objects.get(decision="approved").judgement)
    withdraw_release(ada, release, on=DAY, note="", now=now)
    for page in ("", "recht/"):
        text = signed_in(ada).get(f"/w/werk/schreiben/{post.item_id}/{page}").content.decode()
        assert "Einwilligung widerrufen oder abgelaufen" in text


# ── the queue and the sender ─────────────────────────────────────────────────


@pytest.fixture
def channel(networks, workspace):
    return make_channel(workspace)


def with_picture(workspace, channel, photo, ada, **more) -> Publication:
    used = picture(asset=str(photo.pk), sha256=photo.sha256)
    post = make_publication(workspace, channel, "Blick in die Halle", media=(used,), **more)
    declare(ada, item_subject(post.item_id), {"post.is_advertising": False}, now=SystemClock().now())
    return post


@pytest.mark.parametrize("way", [
    lambda who, post, now: schedule(who, post, due_at=now + timedelta(days=2), now=now),
    lambda who, post, now: publish_now(who, post, now=now),
])  # fmt: skip
def test_no_way_leads_past_a_withdrawn_release(workspace, channel, photo, ada, owner, way):
    now = SystemClock().now()
    post = with_picture(workspace, channel, photo, ada, state=State.DRAFT)
    declare(ada, asset_subject(str(photo.pk)), RIGHTS, now=now)
    release = keep_picture_release(ada, fields(), now=now)
    see_person(ada, photo, release, now=now)
    withdraw_release(ada, release, on=now.date() - timedelta(days=1), note="", now=now)
    with pytest.raises(NotLawful, match="IMG-05"):
        way(owner, post, now)
    assert again(post).state == "draft"


def test_a_post_cannot_be_planned_for_the_day_after_a_release_ends(workspace, channel, photo, ada, owner):
    now = SystemClock().now()
    post = with_picture(workspace, channel, photo, ada, state=State.DRAFT)
    declare(ada, asset_subject(str(photo.pk)), RIGHTS, now=now)
    last = legal_day(now + timedelta(days=5))
    see_person(ada, photo, keep_picture_release(ada, fields(ends=last), now=now), now=now)
    with pytest.raises(NotLawful, match="IMG-05"):
        schedule(owner, post, due_at=now + timedelta(days=6), now=now)
    schedule(owner, post, due_at=now + timedelta(days=5), now=now)
    assert again(post).state == "planned"


def row_of(post) -> Row:
    return Row(
        post.pk, post.channel_id, post.workspace_id, State.CLAIMED, post.content, post.content_digest, post.due_at, 120, 0,
        "", "", post.judged,
    )  # fmt: skip


@pytest.mark.guide("G6.7-10")
def test_a_withdrawal_stops_what_is_planned_and_lists_what_is_live_until_each_is_ticked(
    workspace, channel, photo, ada, ben, clock
):
    now = SystemClock().now()
    live = with_picture(
        workspace, channel, photo, ada, state=State.PUBLISHED, **PROVEN, external_url="https://netz.example/1",
        published_at=now,
    )  # fmt: skip
    planned = with_picture(workspace, channel, photo, ada, due_at=now + timedelta(days=2))
    release = keep_picture_release(ada, fields(), now=now)
    see_person(ada, photo, release, now=now)
    declare(ada, asset_subject(str(photo.pk)), RIGHTS, now=now)
    assert _unlawful(row_of(again(planned)), legal_day(now)) == ""
    (task,) = withdraw_release(ada, release, on=legal_day(now), note="per E-Mail", now=now)
    assert (task.thing, task.link) == (f"publication:{live.pk}", "https://netz.example/1")
    assert (again(planned).state, again(planned).reason) == ("held", "law")
    assert "(IMG-05)" in _unlawful(row_of(again(planned)), legal_day(now))
    notice = Notification.objects.filter(kind="compliance.take_down", person=ben.person).get()
    assert notice.params["count"] == 1
    assert "Ölmez" not in str(notice.params)
    take_down(ben, task, now=now)
    assert not Takedown.objects.filter(done_at=None).exists()
    with pytest.raises(Impossible):
        take_down(ben, task, now=now)
    assert watch_releases(now=now) == 0
    assert AuditEntry.objects.filter(verb="compliance.take_down").count() == 1


def test_a_post_that_was_on_its_way_at_the_withdrawal_is_listed_once_it_is_out(workspace, channel, photo, ada):
    now = SystemClock().now()
    release = keep_picture_release(ada, fields(), now=now)
    see_person(ada, photo, release, now=now)
    assert withdraw_release(ada, release, on=legal_day(now), note="", now=now) == []
    with_picture(workspace, channel, photo, ada, state=State.PUBLISHED, **PROVEN, published_at=now)
    assert [watch_releases(now=now), watch_releases(now=now)] == [1, 0]
    assert Takedown.objects.count() == 1


def test_a_new_version_of_a_file_shows_the_same_people(workspace, channel, photo, ada):
    now = SystemClock().now()
    post = with_picture(workspace, channel, photo, ada, due_at=now + timedelta(days=2))
    see_person(ada, photo, keep_picture_release(ada, fields(), now=now), now=now)
    see_exempt(ada, photo, who="", exception="accessory", reason="Weit hinten am Tor", now=now)
    new = Asset.objects.create(
        workspace=workspace, kind="picture", name="Halle, hell.jpg", alt_text="Die Halle", state="ready", path="y",
        original_path="y", original_sha256="c" * 64, original_bytes=1, sha256="d" * 64, mime="image/jpeg", width=800,
        height=600, uploaded_at=now,
    )  # fmt: skip
    announce(AssetReplaced(ada, photo, new, now))
    assert PersonSeen.objects.filter(asset=new).count() == 2
    release = PersonSeen.objects.get(asset=new, release__isnull=False).release
    withdraw_release(ada, release, on=legal_day(now), note="", now=now)
    assert "IMG-05" in stops(again(post), on=legal_day(now + timedelta(days=2)))
