"""Nobody is shown, quoted or named as a partner without having agreed."""

from datetime import timedelta

import pytest
from django.urls import reverse

from leitstand.house.errors import Impossible
from leitstand.planning.actions.answer_release import note_release
from leitstand.planning.actions.keep_series import add_turn, keep_series
from leitstand.planning.models import Item, Release
from leitstand.publishing.actions.approve import approve
from leitstand.publishing.actions.submit import submit
from leitstand.publishing.models import Publication
from leitstand.publishing.tests import writing

pytestmark = pytest.mark.usefixtures("networks")


def asked(workspace, ada, now, kind: str = "image"):
    """Give a post to approval that shows Gerda."""
    item = writing.make_item(workspace)
    item.planned_at = now + timedelta(days=2)
    item.save()
    (publication,) = writing.write(ada, item, "Gerda zeigt ihre Werkstatt.", writing.make_channel(workspace), now=now)
    release = Release.objects.create(workspace=workspace, kind=kind, name="Gerda", item=item, created_at=now)
    return item, publication, release, submit(ada, publication, now=now)


@pytest.mark.guide("G2.3-03", "G2.3-06")
@pytest.mark.parametrize("kind", ["image", "partner"])
def test_a_post_is_not_approved_before_everybody_in_it_has_agreed(workspace, ada, ben, now, kind) -> None:
    _item, publication, release, request = asked(workspace, ada, now, kind)
    with pytest.raises(Impossible) as missing:
        approve(ben, publication, looked_at=request.digest, now=now)
    assert missing.value.code == "no_agreement"
    assert "Gerda" in missing.value.message
    note_release(ada, release, "given", evidence="Ordner Personal", now=now)
    assert approve(ben, publication, looked_at=request.digest, now=now).decision == "approved"


@pytest.mark.guide("G2.3-03")
def test_a_consent_that_is_withdrawn_takes_the_approved_post_out_of_the_queue(workspace, ada, ben, now) -> None:
    item, publication, release, request = asked(workspace, ada, now)
    note_release(ada, release, "given", evidence="Ordner Personal", now=now)
    approve(ben, publication, looked_at=request.digest, now=now)
    assert Publication.objects.get(pk=publication.pk).state == "planned"
    note_release(ada, release, "refused", evidence="", now=now)
    held = Publication.objects.get(pk=publication.pk)
    assert (held.state, held.approved_digest) == ("draft", "")
    assert Item.objects.get(pk=item.pk).stage == "written"


@pytest.mark.guide("G2.3-03")
def test_the_composer_says_whose_consent_and_which_hashtag_is_missing(workspace, ada, clock, now, signed_in) -> None:
    told = {
        "name": "Köpfe", "hashtag": "#TeamWerk", "every_weeks": 1, "weekday": 3, "at": now.time(), "starts": now.date(),
        "channel_ids": [], "departments": [], "questions": "",
    }  # fmt: skip
    series = keep_series(ada, told, now=now)
    turn = add_turn(ada, series, {"name": "Gerda", "department": "", "story": "", "email": ""}, now=now)
    item = writing.make_item(workspace)
    writing.write(ada, item, "Gerda zeigt ihre Werkstatt.", writing.make_channel(workspace), now=now)
    turn.item = turn.release.item = item
    turn.save()
    turn.release.save()
    client, address = signed_in(ada), reverse("composer_edit", args=[workspace.slug, item.pk])
    shown = client.get(address).content.decode()
    assert "Gerda" in shown
    assert "#TeamWerk" in shown
    writing.write(ada, item, "Gerda zeigt ihre Werkstatt. #teamwerk", writing.make_channel(workspace), now=now)
    assert "Hashtag der Serie fehlt" not in client.get(address).content.decode()
