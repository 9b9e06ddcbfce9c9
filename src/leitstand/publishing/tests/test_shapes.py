"""What a post has beside its text, where it decides something before approval and in the composer."""

import pytest
from django.urls import reverse

from leitstand.house.errors import Impossible
from leitstand.planning.actions.create_item import create_item
from leitstand.planning.actions.keep_poll import keep_poll
from leitstand.planning.actions.translate_item import begin_version, mark_version
from leitstand.planning.models import Item, LanguageVersion
from leitstand.planning.tests.factories import make_channel, make_item
from leitstand.publishing.actions.submit import submit
from leitstand.publishing.editor import planned_variants


@pytest.mark.guide("G4.1-05")
def test_a_version_nobody_called_translated_is_not_given_to_approval(ada, now) -> None:
    channel = make_channel(ada.workspace, "Werk England")
    master = create_item(ada, {"title": "Halle", "text": "Wir bauen."}, now=now).item
    fields = {"language": "en", "region": "", "channel_id": channel.pk}
    version = begin_version(ada, master, fields, now=now).item
    with pytest.raises(Impossible, match="English"):
        submit(ada, version.publications.get(), now=now)
    Item.objects.filter(pk=version.pk).update(text="We build.")
    mark_version(ada, LanguageVersion.objects.get(), "done", now=now)
    assert submit(ada, version.publications.get(), now=now).decision == ""


@pytest.mark.guide("G2.3-15")
def test_the_answers_of_a_poll_are_filled_in_where_the_network_takes_one(ada, now) -> None:
    takes = make_channel(ada.workspace, "Threads", network="threads")
    mastodon = make_channel(ada.workspace, "Mastodon", network="mastodon")
    other = make_channel(ada.workspace, "Werk")
    item = make_item(ada.workspace, "Wie prüfen Sie?", channels=[takes, mastodon, other])
    keep_poll(ada, item, ["Mit dem Auge", "Mit der Kamera"], days=3, now=now)
    told = [variant.options for variant in planned_variants(item, [takes, mastodon, other])]
    answers = "Mit dem Auge; Mit der Kamera"
    assert told == [{"poll": answers}, {"poll": answers, "poll_days": "3"}, {}]


@pytest.mark.guide("G2.3-02", "G2.3-14")
def test_the_format_s_own_list_stands_beside_the_text(ada, now, signed_in) -> None:
    channel = make_channel(ada.workspace, "Werk")
    fields = {"title": "Wer wir sind", "text": "Wir bauen Prüfanlagen.", "channel_ids": [channel.pk]}
    item = create_item(ada, {**fields, "post_format": "company"}, now=now).item
    client = signed_in(ada)
    page = client.get(reverse("composer_edit", args=[ada.workspace.slug, item.pk])).content.decode()
    assert "Der Kern in höchstens sechs Sätzen" in page
    assert "Kein Satz länger als 18 Wörter" in page
    assert "Untertitel" not in page
    short = create_item(ada, {**fields, "post_format": "short_video"}, now=now).item
    page = client.get(reverse("composer_edit", args=[ada.workspace.slug, short.pk])).content.decode()
    for words in (
        "Eine Botschaft, gesagt in den ersten Sekunden",
        "Höchstens eine Minute",
        "Untertitel",
        "genügt ein Handy",
    ):
        assert words in page
