"""Whom a post is for: the tone sheet beside the text, and no approval before group and goal are named."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from leitstand.house.errors import Impossible
from leitstand.publishing.actions.approve import approve
from leitstand.publishing.actions.submit import submit
from leitstand.publishing.models import Approval
from leitstand.publishing.tests import writing
from leitstand.strategy.models import TargetGroup

pytestmark = pytest.mark.usefixtures("networks")
SINCE = datetime(2026, 10, 1, tzinfo=UTC)


@pytest.fixture
def group(workspace):
    return TargetGroup.objects.create(
        workspace=workspace,
        name="Qualitätsleitung",
        address="sie",
        emoji="none",
        jargon="explained",
        words_to_avoid=["revolutionär"],
        glossary={"SPC": "statistische Prozesslenkung"},
        created_at=SINCE,
    )


@pytest.fixture
def short(workspace):
    return writing.make_channel(workspace)


@pytest.mark.guide("G2.1-04")
def test_nothing_is_given_to_approval_before_target_group_and_goal_are_named(
    workspace, ada, ben, group, short, now
) -> None:
    item = writing.make_item(workspace)
    (publication,) = writing.write(ada, item, "Prüfen lohnt sich.", short, now=now)
    with pytest.raises(Impossible) as bare:
        submit(ada, publication, now=now)
    assert bare.value.code == "no_reasons"
    item.target_group = group
    item.save()
    with pytest.raises(Impossible):
        submit(ada, publication, now=now)
    assert not Approval.objects.exists()
    item.goal = "Anfragen aus der Zulieferung"
    item.save()
    asked = submit(ada, publication, now=now)
    assert approve(ben, publication, looked_at=asked.digest, now=now).decision == "approved"


@pytest.mark.guide("G2.1-04")
def test_a_goal_taken_away_after_asking_stops_the_approval_itself(workspace, ada, ben, group, short, now) -> None:
    item = writing.make_item(workspace, target_group=group, goal="Anfragen")
    (publication,) = writing.write(ada, item, "Prüfen lohnt sich.", short, now=now)
    asked = submit(ada, publication, now=now)
    item.goal = " "
    item.save()
    with pytest.raises(Impossible):
        approve(ben, publication, looked_at=asked.digest, now=now)
    assert Approval.objects.get().decision == ""


def test_who_works_without_target_groups_is_not_asked_for_one(workspace, ada, group, short, now) -> None:
    group.ended_at = now
    group.save()
    (publication,) = writing.write(ada, writing.make_item(workspace), "Prüfen lohnt sich.", short, now=now)
    assert submit(ada, publication, now=now).digest == publication.content_digest


@pytest.mark.guide("G2.1-04")
def test_the_composer_says_beforehand_what_approval_will_ask(signed_in, workspace, ada, group, short) -> None:
    item = writing.make_item(workspace)
    address = reverse("composer_edit", args=[workspace.slug, item.pk])
    assert "Zielgruppe auswählen und" in signed_in(ada).get(address).content.decode()
    told = {"target_group": str(group.pk), "was-target_group": "", "goal": "Anfragen", "was-goal": "", "title": item.title,
            "was-title": item.title, "kind": "text", "was-kind": "text"}  # fmt: skip
    saved = signed_in(ada).post(reverse("composer_facts", args=[workspace.slug, item.pk]), told, HTTP_HX_REQUEST="true")
    assert saved.status_code == 204
    item.refresh_from_db()
    assert (item.target_group, item.goal) == (group, "Anfragen")
    assert "Zielgruppe auswählen" not in signed_in(ada).get(address).content.decode()


@pytest.mark.guide("G2.1-10")
def test_the_tone_sheet_stands_beside_the_text_and_what_breaks_it_is_said(
    signed_in, workspace, ada, group, short, now
) -> None:
    item = writing.make_item(workspace, target_group=group, goal="Anfragen")
    address = reverse("composer_preview", args=[workspace.slug, item.pk])

    def beside(text: str) -> str:
        told = {"version": 0, "s-0-text": text, "channel": [short.pk], "tab": "s"}
        return signed_in(ada).post(address, told).content.decode()

    bad = beside("Du willst die revolutionäre SPC? 😀 Wir zeigen dir, wie revolutionär sie ist.")
    assert "statistische Prozesslenkung" in bad  # the sheet itself, with its glossary
    for words in ("„Sie“ statt „du“", "vermeidet: revolutionär", "erwartet keine Emojis", "Fachbegriffe"):
        assert words in bad
    good = beside("Sehen Sie, wie SPC (statistische Prozesslenkung) Nacharbeit spart. Rufen Sie uns an.")
    assert 'data-level="warn"' not in good
    assert "Emojis." not in good
    assert "Erklären Sie" not in good


@pytest.mark.guide("G2.1-10")
def test_a_wrong_tone_warns_and_never_blocks(workspace, ada, group, short, now) -> None:
    item = writing.make_item(workspace, target_group=group, goal="Anfragen")
    (publication,) = writing.write(ada, item, "Du bist revolutionär.", short, now=now)
    assert submit(ada, publication, now=now).decision == ""
