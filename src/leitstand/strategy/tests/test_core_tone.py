"""The tone sheet: address, words, emoji and trade terms, on sentences as people write them."""

import pytest

from leitstand.kernel.text import emoji_count
from leitstand.strategy.core.tone import ToneSheet, addresses_in, check_tone

SHEET = ToneSheet("sie", "few", "explained", ("günstig", "Kunden"), {"Inline-Prüfung": "Prüfung während der Fertigung"})


@pytest.mark.parametrize(
    ("text", "used"),
    [
        ("Besuchen Sie uns auf der Messe.", {"sie"}),
        ("Wir zeigen Ihnen die neue Zelle.", {"sie"}),
        ("Sie läuft seit Mai im Werk.", set()),
        ("Die Anlage ist neu. Sie prüft 400 Teile pro Minute.", set()),
        ("Hast du Lust auf Optik?", {"du"}),
        ("Zeig uns deinen Messplatz!", {"du"}),
        ("Schreibt euch ein und bringt eure Fragen mit.", {"ihr"}),
        ("Kommt ihr auch?", {"ihr"}),
        ("Melden Sie sich an, du wirst es nicht bereuen.", {"sie", "du"}),
        ("Unsere Prüfzelle im Einsatz.", set()),
    ],
)
def test_the_form_of_address_is_recognised(text, used) -> None:
    assert addresses_in(text) == used


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("Besuchen Sie uns in Halle 3.", []),
        ("Besuch uns, du wirst staunen.", ["address"]),
        ("Melden Sie sich an, wir freuen uns auf dich.", ["mixed_address"]),
        ("Jetzt günstig anfragen.", ["avoid"]),
        ("Kundennähe zählt.", []),  # a forbidden word inside another is none
        ("Neu 🎉🎉🎉🎉", ["emoji_many"]),
        ("Unsere Inline-Prüfung läuft.", ["unexplained"]),
        ("Unsere Inline-Prüfung (Prüfen, während gefertigt wird) läuft.", []),
        ("Die Prüfung läuft während der Fertigung: Das nennen wir Inline-Prüfung.", []),
    ],
)
@pytest.mark.guide("G2.1-10")
def test_what_does_not_fit_the_tone_sheet_is_named(text, problems) -> None:
    assert [finding.problem for finding in check_tone(text, SHEET)] == problems


def test_a_group_without_trade_terms_hears_of_every_one() -> None:
    lay = ToneSheet("sie", "none", "none", glossary=SHEET.glossary)
    found = check_tone("Inline-Prüfung (während der Fertigung) 🎉", lay)
    assert [(finding.problem, finding.words) for finding in found] == [
        ("emoji_none", ()),
        ("jargon", ("Inline-Prüfung",)),
    ]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("🇩🇪", 1),
        ("👨‍👩‍👧‍👦", 1),
        ("👍🏽 gut", 1),
        ("3 von 4", 0),
        ("© 2026", 0),
        ("☎️ und ☎", 1),
        ("1️⃣", 1),
        ("🎉🎉", 2),
    ],
)
def test_emoji_are_counted_as_people_see_them(text, count) -> None:
    assert emoji_count(text) == count
