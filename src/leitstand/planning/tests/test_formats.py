"""The library of formats (guide 2.3)."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from leitstand.house.actor import NotAllowed
from leitstand.house.errors import Invalid
from leitstand.planning.actions.keep_format import keep_format
from leitstand.planning.core.post_formats import by_month, text_of, unused
from leitstand.planning.models import CATEGORIES, CONTENT_KINDS, FormatUse, Item, OwnFormat
from leitstand.planning.post_formats import guide_formats
from leitstand.planning.tests.factories import make_item

OWN = {
    "name": "Blick in die Werkstatt",
    "purpose": "Zeigt, woran gerade gebaut wird.",
    "questions": "Was entsteht hier?\nWer baut es?\n",
    "kind": "picture",
    "category": "personal",
}


@pytest.mark.guide("G2.3-01")
def test_the_guide_s_ten_formats_are_there_with_questions_and_an_example_in_both_languages() -> None:
    # 2.3: presentation, people, success stories, partners, campaigns, products, events, news, short videos, polls
    assert [one.id for one in guide_formats()] == [
        "company", "people", "success", "partners", "campaign", "product", "event", "industry_news", "short_video", "poll",
    ]  # fmt: skip
    for one in guide_formats():
        assert one.kind in dict(CONTENT_KINDS)
        assert one.category in dict(CATEGORIES)
        for words in (one.name, one.purpose, one.example, *one.questions):
            assert words is not None
            assert words.de
            assert words.en


def test_answers_become_paragraphs_and_empty_ones_are_left_out() -> None:
    assert text_of(["Wir bauen Anlagen.", " ", "Sie sparen Zeit. "]) == "Wir bauen Anlagen.\n\nSie sparen Zeit."


def test_the_mix_counts_each_month_and_names_what_nobody_uses() -> None:
    uses = [("2026-10", "poll"), ("2026-11", "people"), ("2026-11", "people"), ("2026-11", ""), ("2026-09", "poll")]
    names, months = by_month(uses, latest=2)
    assert names == ("people", "poll")
    assert [(one.month, dict(one.counts)) for one in months] == [("2026-10", {"poll": 1}), ("2026-11", {"people": 2})]
    assert unused(["company", "people", "poll"], names) == ("company",)


@pytest.mark.guide("G2.3-01", "G2.3-02")
def test_a_post_begins_from_its_three_questions_and_says_how_it_is_adapted(ada, signed_in) -> None:
    client = signed_in(ada)
    address = reverse("planning_format", args=[ada.workspace.slug, "company"])
    page = client.get(address).content.decode()
    for words in ("Was macht das Unternehmen?", "Welches Produkt", "Was haben Kundinnen und Kunden davon?"):
        assert words in page
    typed = {
        "title": "Wofür es uns gibt",
        "answer_0": "Wir bauen Prüfanlagen.",
        "answer_1": "Kameras für Gussteile.",
        "answer_2": "Nichts kommt zurück.",
    }
    refused = client.post(address, typed)
    assert refused.status_code == 422
    assert "Wir bauen Prüfanlagen." in refused.content.decode()
    answer = client.post(address, {**typed, "adaptation": "Für Einkauf: mit Preisbeispiel."}, follow=True)
    page = answer.content.decode()
    item = Item.objects.get()
    assert item.text == "Wir bauen Prüfanlagen.\n\nKameras für Gussteile.\n\nNichts kommt zurück."
    assert (item.post_format, item.kind, item.category) == ("company", "video", "own")
    assert FormatUse.objects.get().adaptation == "Für Einkauf: mit Preisbeispiel."
    assert "Für Einkauf: mit Preisbeispiel." in page


@pytest.mark.guide("G2.3-01")
def test_a_format_of_our_own_stands_beside_the_guide_s_until_it_is_archived(ada, signed_in) -> None:
    client = signed_in(ada)
    slug = ada.workspace.slug
    client.post(reverse("planning_new_format", args=[slug]), OWN)
    own = OwnFormat.objects.get()
    assert own.questions == ["Was entsteht hier?", "Wer baut es?"]
    shown = client.get(reverse("planning_formats", args=[slug])).content.decode()
    assert "Blick in die Werkstatt" in shown
    address = reverse("planning_format", args=[slug, f"own-{own.pk}"])
    assert "Wer baut es?" in client.get(address).content.decode()
    client.post(address, {"title": "Prüfstand 7", "answer_0": "Ein Prüfstand.", "adaptation": "Mit Fachwörtern."})
    assert Item.objects.get().post_format == f"own-{own.pk}"
    client.post(reverse("planning_archive_format", args=[slug, own.pk]), follow=True)
    assert "Blick in die Werkstatt" not in client.get(reverse("planning_formats", args=[slug])).content.decode()
    # The post keeps its format, and can be saved with it.
    form = client.get(reverse("planning_item", args=[slug, Item.objects.get().pk])).content.decode()
    assert "Blick in die Werkstatt" in form


def test_what_is_missing_in_an_own_format_is_told_at_its_field(ada, now) -> None:
    with pytest.raises(Invalid) as wrong:
        keep_format(ada, {**OWN, "name": " ", "purpose": "", "questions": "\n", "kind": "x", "category": "y"}, now=now)
    assert set(wrong.value.errors) == {"name", "purpose", "questions", "kind", "category"}
    keep_format(ada, OWN, now=now)  # type: ignore[arg-type]
    with pytest.raises(Invalid) as wrong:
        keep_format(ada, {**OWN, "name": "blick in die werkstatt"}, now=now)  # type: ignore[arg-type]
    assert set(wrong.value.errors) == {"name"}


def test_who_may_not_plan_adds_no_format(emil, dora, now) -> None:
    with pytest.raises(NotAllowed):
        keep_format(dora, OWN, now=now)  # type: ignore[arg-type]


@pytest.mark.guide("G2.3-01")
def test_the_mix_of_formats_over_time_is_reported(ada, now, signed_in) -> None:
    for days, name in ((1, "poll"), (2, "poll"), (40, "people")):
        item = make_item(ada.workspace, f"Beitrag {days}", now - timedelta(days=days))
        Item.objects.filter(pk=item.pk).update(post_format=name, stage="published")
    page = signed_in(ada).get(reverse("planning_mix", args=[ada.workspace.slug])).content.decode()
    assert "Formate über die Monate" in page
    assert f"{now.astimezone(UTC):%Y-%m}" in page
    assert isinstance(now, datetime)
    assert "Unternehmen vorstellen" in page  # among those nobody used
