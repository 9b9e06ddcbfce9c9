"""The text help in the composer: hints beside the text, levels by target group, places as browsers count."""

import pytest
from django.urls import reverse

from leitstand.planning.actions.create_item import create_item
from leitstand.publishing.text_helping import help_for

TEXT = "🎉 Unsere Kunden werden bei uns freundlich geschult, und das ist eigentlich alles."


@pytest.mark.guide("G2.1-12")
def test_the_composer_shows_what_could_be_said_better(ada, now, signed_in) -> None:
    item = create_item(ada, {"title": "Messe", "text": TEXT}, now=now).item
    page = signed_in(ada).get(reverse("composer_edit", args=[ada.workspace.slug, item.pk])).content.decode()
    assert "Texthilfe" in page
    for words in ("Kundinnen und Kunden", "eigentlich", "Passiv"):
        assert words in page


def test_places_count_as_browsers_count(ada, now) -> None:
    item = create_item(ada, {"title": "Messe", "text": TEXT}, now=now).item
    shown = help_for(item, TEXT)
    assert shown is not None
    kunden = next(row for row in shown.rows if row.quote == "Kunden")
    assert TEXT.encode("utf-16-le")[2 * kunden.start : 2 * kunden.end].decode("utf-16-le") == "Kunden"


def test_two_ways_of_address_in_one_text_are_named(ada, now) -> None:
    item = create_item(ada, {"title": "Messe", "text": "x"}, now=now).item
    shown = help_for(item, "Kommen Sie vorbei, wir zeigen Ihnen alles. Und bring dein Team mit, wir freuen uns.")
    assert shown is not None
    assert shown.rows[0].quote == "du, Sie"


def test_an_english_text_has_no_german_help(ada, now) -> None:
    item = create_item(ada, {"title": "Messe", "text": "x"}, now=now).item
    assert help_for(item, "We are at the fair with our new line.") is None
