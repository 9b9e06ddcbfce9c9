"""The table of what networks can says what the connectors promise, and the way in shows what is to be copied."""

import pytest

from leitstand.channels.webhooks import verify_token, webhook_url
from leitstand.connector_kit.registry import manifests


def test_every_network_stands_in_the_table_with_what_proved_it(signed_in, dora) -> None:
    page = signed_in(dora).get("/w/werk/kanaele/koennen/").content.decode()
    for known in manifests():
        assert known.name in page
    rows = {row.split("</th>")[0].split("<")[0].strip(): row for row in page.split('class="nowrap">') if "</th>" in row}
    assert "echter Server" in page
    assert "nur gelesen" in rows["RSS/Atom"]
    assert "von Hand" in rows["XING"]


@pytest.mark.parametrize("slug", ["whatsapp", "threads", "linkedin"])
def test_networks_that_call_show_the_address_and_where_needed_the_word(signed_in, owner, slug) -> None:
    page = signed_in(owner).get(f"/w/werk/kanaele/verbinden/{slug}/").content.decode()
    assert webhook_url(owner.workspace, slug) in page
    if slug != "linkedin":
        assert verify_token(owner.workspace, slug) in page


def test_a_network_that_calls_nobody_shows_no_address(signed_in, owner) -> None:
    page = signed_in(owner).get("/w/werk/kanaele/verbinden/mastodon/").content.decode()
    assert webhook_url(owner.workspace, "mastodon") not in page
