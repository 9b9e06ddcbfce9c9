"""The whole way of connecting: our pages, the real server's own page, and back; then a check and a lost sign-in."""

import pytest
from django.test import Client
from django.urls import reverse

from leitstand.channels.models import Channel
from leitstand.channels.secrets import unseal
from leitstand.house.actor import Actor
from tests.servers.running.snac import SnacServers
from tests.servers.running.wordpress import WordPressServer
from tests.servers.test_wordpress import agree

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(owner: Actor, signed_in, clock, settings) -> Client:
    """Olga, in a workspace whose channels may lie in the company's own network."""
    settings.ALLOW_PRIVATE = True
    owner.workspace.allow_private_servers = True
    owner.workspace.save()
    return signed_in(owner)


def sent_to(browser: Client, owner: Actor, network: str, answers: dict[str, str]) -> str:
    """Fill in the form, and return where the page leads."""
    url = reverse("channels_connect_network", args=[owner.workspace.slug, network])
    for _ in range(3):  # small servers reset a connection now and then; the page says so and keeps what was typed
        page = browser.post(url, answers)
        if page.status_code == 200:
            return page["Refresh"].partition("url=")[2]
    raise AssertionError(page.content.decode()[:2000])


def test_a_server_of_the_fediverse_is_connected_through_its_own_page(
    browser: Client, owner: Actor, snac_servers: SnacServers
) -> None:
    for _ in range(3):
        url = sent_to(browser, owner, "mastodon", {"instance": snac_servers.ada.base_url})
        returned = snac_servers.ada.approve(url)
        browser.get(reverse("channels_return"), returned, follow=True)
        if Channel.objects.exists():
            break
    channel = Channel.objects.get()
    assert (channel.state, channel.base_url) == ("connected", snac_servers.ada.base_url)
    assert channel.facts["limits"]["text_max"] > 500
    assert unseal(channel.secrets)["access_token"].encode() not in bytes(channel.secrets)
    browser.post(reverse("channels_check", args=[owner.workspace.slug, channel.pk]))
    channel.refresh_from_db()
    assert channel.state == "connected"


def test_a_blog_is_connected_through_its_own_page_and_noticed_when_it_takes_the_password_back(
    browser: Client, owner: Actor, wordpress_server: WordPressServer
) -> None:
    url = sent_to(browser, owner, "wordpress", {"address": wordpress_server.base_url})
    browser.get(reverse("channels_return"), agree(wordpress_server, url), follow=True)
    channel = Channel.objects.get()
    assert (channel.name, channel.state, channel.missing_rights) == ("Prüftechnik Muster", "connected", [])
    with wordpress_server.speak() as speaker:
        given = speaker.get("users/me/application-passwords").json()
        ours = max(given, key=lambda entry: entry["name"] if entry["name"].startswith("Leitstand 2") else "")
        speaker.delete(f"users/me/application-passwords/{ours['uuid']}")
    browser.post(reverse("channels_check", args=[owner.workspace.slug, channel.pk]))
    channel.refresh_from_db()
    assert channel.state == "needs_sign_in"
