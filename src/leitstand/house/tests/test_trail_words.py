"""The trail speaks to people: doors, details, moments, yes and no in the language of the page."""

import pytest
from django.utils.timezone import override as in_zone
from django.utils.translation import override as in_language

from leitstand.house.trails import detail, door


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("is_self", False, ("selbst freigegeben", "nein")),
        ("due_at", "2026-11-26T16:15:00+00:00", ("fällig", "26.11.2026 17:15")),
        ("role", ["editor", "owner"], ("Rolle", "editor → owner")),
        ("remark", "Bitte kürzer fassen, danke", ("Anmerkung", "Bitte kürzer fassen, danke")),
        ("of_a_later_version", 3, ("of_a_later_version", "3")),
    ],
)
def test_a_detail_is_said_in_words(key: str, value: object, said: tuple[str, str]) -> None:
    with in_language("de"), in_zone("Europe/Berlin"):
        assert detail(key, value) == said


def test_a_page_needs_no_word_and_every_other_door_has_one() -> None:
    with in_language("de"):
        assert [door(via) for via in ("page", "task", "command", "api")] == ["", "von selbst", "Befehl", "API"]
