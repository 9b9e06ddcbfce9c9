"""Their accounts become ours, our plans become theirs; bodies with files have the length they tell."""

import base64
import json
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitstand.connector_kit import wild
from leitstand.connector_kit.manifest import Account
from leitstand.connectors.pinterest import bodies, translate
from leitstand.kernel.post import LinkCard, Media, Part, PostPlan
from tests.promises.stand import HeldMedia

FIXTURES = Path(__file__).parent / "fixtures"


def _read(name: str) -> wild.Wild:
    return wild.record(json.loads((FIXTURES / f"{name}.json").read_text(encoding="utf-8")))


def test_an_account_becomes_ours_with_its_boards() -> None:
    found = translate.account(_read("account.theirs"), [{"id": "549755885175", "name": "Prüftechnik"}, {"name": "?"}])
    assert asdict(found) == _read("account.ours")


def test_a_pin_says_title_text_address_and_what_the_pictures_show() -> None:
    picture = Media("a", "x", "picture", "image/png", 10, 3, 2, alt="Ein Prüfkopf")
    plan = PostPlan("c", (Part("Neu im Werk", (picture,)),), "post", "Prüfkopf", link=LinkCard("https://example.org/p"))
    assert translate.pin(plan, "b1") == {
        "board_id": "b1",
        "title": "Prüfkopf",
        "description": "Neu im Werk",
        "link": "https://example.org/p",
        "alt_text": "Ein Prüfkopf",
    }


@pytest.mark.parametrize(
    ("boards", "chosen", "board"),
    [([["b1", "Eins"]], "", "b1"), ([["b1", "Eins"], ["b2", "Zwei"]], "", ""), ([["b1", "Eins"]], "b9", "b9")],
)
def test_only_a_single_board_is_chosen_by_itself(boards, chosen, board) -> None:
    plan = PostPlan("c", (Part("x"),), "post", options={"board": chosen})
    assert translate.board_of(plan, Account("1", "@a", facts={"boards": boards})) == board


@given(st.lists(st.binary(min_size=1, max_size=300), min_size=1, max_size=5), st.text(max_size=40))
async def test_a_body_with_pictures_is_the_json_it_claims_to_be_in_the_length_it_tells(files, words) -> None:
    held = HeldMedia()
    pictures = []
    for number, data in enumerate(files):
        held.held[str(number)] = data
        pictures.append(Media("a", str(number), "picture", "image/png", len(data), 1, 1, alt=f"Bild {number}"))
    pieces = bodies.pin_with_pictures({"title": words}, pictures)
    body = b"".join([piece async for piece in bodies.as_base64(pieces, held)])
    assert len(body) == bodies.length_of(pieces)
    told = json.loads(body)
    assert told["title"] == words
    items = told["media_source"].get("items") or [told["media_source"]]
    assert [base64.b64decode(item["data"]) for item in items] == files
