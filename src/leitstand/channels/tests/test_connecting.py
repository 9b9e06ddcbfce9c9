"""Connecting a profile: here at once, there with a way back, again, and off."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from leitstand.channels.actions.rotate_secrets import rotate_secrets
from leitstand.channels.models import Channel, SignInStarted
from leitstand.channels.secrets import Unreadable, seal, unseal
from leitstand.channels.tests.elsewhere import Elsewhere
from leitstand.connector_kit.errors import Refused, SignInExpired, Unreachable
from leitstand.house.models import AuditEntry

PLACE = "channels_connect_network"


def address(actor, network: str, query: str = "") -> str:
    return reverse(PLACE, args=[actor.workspace.slug, network]) + query


def test_the_rehearsal_network_is_connected_in_three_steps(stage, owner, signed_in, clock) -> None:
    browser = signed_in(owner)
    offered = browser.get(reverse("channels_connect", args=[owner.workspace.slug]))
    assert address(owner, "rehearsal") in offered.content.decode()
    form = browser.get(address(owner, "rehearsal")).content.decode()
    assert f'value="{stage.address}"' in form
    answers = {"address": stage.address, "handle": "pruefwerk", "password": stage.password, "name": "Prüfwerk"}
    done = browser.post(address(owner, "rehearsal"), answers, follow=True)
    channel = Channel.objects.get()
    assert done.redirect_chain[-1][0] == reverse("channels_channel", args=[owner.workspace.slug, channel.pk])
    assert (channel.state, channel.name, channel.workspace) == ("connected", "Prüfwerk", owner.workspace)
    assert "Prüfwerk" in done.content.decode()
    assert list(AuditEntry.objects.filter(verb="channels.connect").values_list("person", flat=True)) == [
        owner.person.pk
    ]


def test_a_wrong_password_is_said_at_the_form_and_nothing_is_kept(stage, owner, signed_in, clock) -> None:
    answers = {"address": stage.address, "handle": "pruefwerk2", "password": "falsch-falsch", "name": ""}
    page = signed_in(owner).post(address(owner, "rehearsal"), answers)
    assert page.status_code == 422
    assert not Channel.objects.exists()
    assert "pruefwerk2" in page.content.decode()
    assert "falsch-falsch" not in page.content.decode()


def test_nobody_at_the_address_is_said_in_plain_words(stage, owner, signed_in, clock) -> None:
    answers = {"address": "http://127.0.0.1:9", "handle": "x", "password": "y", "name": ""}
    page = signed_in(owner).post(address(owner, "rehearsal"), answers)
    assert page.status_code == 422
    assert "Unter dieser Adresse antwortet niemand" in page.content.decode()
    assert not Channel.objects.exists()


@pytest.mark.parametrize(("administrator", "company"), [(False, False), (True, False), (False, True)])
def test_a_server_in_the_own_network_needs_leave_twice(
    owner, signed_in, clock, settings, administrator: bool, company: bool
) -> None:
    settings.ALLOW_PRIVATE = administrator
    owner.workspace.allow_private_servers = company
    owner.workspace.save()
    answers = {"instance": "http://127.0.0.1:9", "access_token": "t"}
    page = signed_in(owner).post(address(owner, "mastodon", "?weg=token"), answers)
    assert page.status_code == 422
    assert "im eigenen Netz des Unternehmens" in page.content.decode()


def test_with_leave_of_both_the_own_network_is_reached(owner, signed_in, clock, settings) -> None:
    settings.ALLOW_PRIVATE = True
    owner.workspace.allow_private_servers = True
    owner.workspace.save()
    answers = {"instance": "http://127.0.0.1:9", "access_token": "t"}
    page = signed_in(owner).post(address(owner, "mastodon", "?weg=token"), answers)
    assert "Unter dieser Adresse antwortet niemand" in page.content.decode()


def test_a_required_answer_that_is_missing_stands_at_its_field(owner, signed_in, clock, networks) -> None:
    page = signed_in(owner).post(address(owner, "elsewhere", "?weg=token"), {"server": "elsewhere.example"})
    assert page.status_code == 422
    assert 'aria-invalid="true"' in page.content.decode()


def agree(browser: Client, actor, answers: dict[str, str] | None = None) -> tuple[str, str]:
    """Go there; return the address of the network and the state it will bring back."""
    page = browser.post(address(actor, "elsewhere"), answers or {"server": "elsewhere.example"})
    assert page.status_code == 200
    url = page["Refresh"].partition("url=")[2]
    return url, re.search(r"state=([\w-]+)", url)[1]


def test_a_person_is_sent_away_and_comes_back_connected(owner, signed_in, clock, networks) -> None:
    browser = signed_in(owner)
    url, state = agree(browser, owner)
    assert url.startswith("https://elsewhere.example/agree")
    started = SignInStarted.objects.get()
    assert b"secret-verifier" not in bytes(started.remember)
    back = browser.get(reverse("channels_return"), {"state": state, "code": "abc"}, follow=True)
    channel = Channel.objects.get()
    assert back.redirect_chain[-1][0] == reverse("channels_channel", args=[owner.workspace.slug, channel.pk])
    assert unseal(channel.secrets) == {"token": "token-for-abc"}
    assert b"token-for-abc" not in bytes(channel.secrets)
    assert not SignInStarted.objects.exists()


def test_the_return_address_is_shown_ready_to_copy_and_is_one_for_all(
    owner, signed_in, clock, networks, settings
) -> None:
    settings.PUBLIC_URL = "https://leitstand.example"
    page = signed_in(owner).get(address(owner, "elsewhere")).content.decode()
    assert "https://leitstand.example/kanaele/zurueck" in page
    told = Client().get("/kanaele/zurueck/elsewhere.json").json()
    assert told["redirect_uris"] == ["https://leitstand.example/kanaele/zurueck"]
    assert Client().get("/kanaele/zurueck/rehearsal.json").status_code == 404


def test_a_way_back_is_good_once_and_for_the_same_person_only(owner, ada, emil, signed_in, clock, networks) -> None:
    browser = signed_in(owner)
    _, state = agree(browser, owner)
    assert signed_in(emil).get(reverse("channels_return"), {"state": state, "code": "x"}).status_code == 404
    browser.get(reverse("channels_return"), {"state": state, "code": "x"}, follow=True)
    assert browser.get(reverse("channels_return"), {"state": state, "code": "x"}).status_code == 404
    assert Channel.objects.count() == 1


def test_who_says_no_there_is_told_here_and_may_try_again(owner, signed_in, clock, networks) -> None:
    browser = signed_in(owner)
    _, state = agree(browser, owner)
    networks.fails_with = Refused("The sign-in was not allowed at the server", code="access_denied")
    back = browser.get(reverse("channels_return"), {"state": state, "error": "access_denied"}, follow=True)
    assert back.redirect_chain[-1][0].startswith(address(owner, "elsewhere"))
    assert not Channel.objects.exists()


def test_signing_in_again_renews_the_channel_and_keeps_its_place(owner, signed_in, clock, networks) -> None:
    browser = signed_in(owner)
    for code in ("one", "two"):
        _, state = agree(browser, owner)
        browser.get(reverse("channels_return"), {"state": state, "code": code}, follow=True)
        Channel.objects.update(state="needs_sign_in", state_reason="x", warned_days=7)
    _, state = agree(browser, owner)
    browser.get(reverse("channels_return"), {"state": state, "code": "three"}, follow=True)
    channel = Channel.objects.get()
    assert (channel.state, channel.state_reason, channel.warned_days) == ("connected", "", None)
    assert unseal(channel.secrets) == {"token": "token-for-three"}


def test_missing_rights_are_named_on_the_page(owner, signed_in, clock, networks) -> None:
    Elsewhere.missing_rights = ("publish posts",)
    browser = signed_in(owner)
    page = browser.post(
        address(owner, "elsewhere", "?weg=token"), {"server": "elsewhere.example", "token": "t"}, follow=True
    )
    assert page.status_code == 200
    assert "publish posts" in page.content.decode() or "Beiträge veröffentlichen" in page.content.decode()


def test_disconnecting_forgets_the_secret_at_once(owner, signed_in, clock, networks) -> None:
    browser = signed_in(owner)
    browser.post(address(owner, "elsewhere", "?weg=token"), {"server": "elsewhere.example", "token": "t"})
    channel = Channel.objects.get()
    browser.post(reverse("channels_disconnect", args=[owner.workspace.slug, channel.pk]))
    channel.refresh_from_db()
    assert (channel.state, bytes(channel.secrets)) == ("disconnected", b"")
    place = reverse("channels_channel", args=[owner.workspace.slug, channel.pk])
    listed = reverse("channels_list", args=[owner.workspace.slug])
    assert place not in browser.get(listed).content.decode()
    assert place in browser.get(f"{listed}?alle=1").content.decode()


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (None, "connected"),
        (Unreachable("no answer"), "connected"),
        (SignInExpired("revoked"), "needs_sign_in"),
    ],
)
def test_a_check_tells_the_truth(owner, signed_in, clock, networks, error, state: str) -> None:
    browser = signed_in(owner)
    browser.post(address(owner, "elsewhere", "?weg=token"), {"server": "elsewhere.example", "token": "t"})
    channel = Channel.objects.get()
    networks.fails_with = error
    browser.post(reverse("channels_check", args=[owner.workspace.slug, channel.pk]))
    channel.refresh_from_db()
    assert channel.state == state
    assert channel.state_reason == (error.reason if error else "")


def test_a_channel_that_answers_again_needs_no_new_sign_in(owner, signed_in, clock, networks) -> None:
    browser = signed_in(owner)
    browser.post(address(owner, "elsewhere", "?weg=token"), {"server": "elsewhere.example", "token": "t"})
    channel = Channel.objects.get()
    networks.fails_with = SignInExpired("a moment")
    browser.post(reverse("channels_check", args=[owner.workspace.slug, channel.pk]))
    networks.fails_with = None
    browser.post(reverse("channels_check", args=[owner.workspace.slug, channel.pk]))
    channel.refresh_from_db()
    assert (channel.state, channel.state_reason) == ("connected", "")


def test_only_owners_connect_and_strangers_see_nothing(owner, ada, emil, signed_in, clock, networks) -> None:
    assert signed_in(ada).get(address(ada, "elsewhere")).status_code == 403
    assert signed_in(ada).get(reverse("channels_list", args=[ada.workspace.slug])).status_code == 200
    assert signed_in(emil).get(address(owner, "elsewhere")).status_code == 404


def test_secrets_move_to_a_new_key_and_the_old_one_can_go(owner, clock, networks, settings, now) -> None:
    old, new = settings.CREDENTIAL_KEYS[0], "cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4="
    Channel.objects.create(
        workspace=owner.workspace, network="elsewhere", external_id="1", handle="a", name="A", method="token",
        connected_at=now, secrets=seal({"token": "t"}),
    )  # fmt: skip
    settings.CREDENTIAL_KEYS = [new, old]
    assert rotate_secrets() == (1, 0)
    settings.CREDENTIAL_KEYS = [new]
    assert unseal(Channel.objects.get().secrets) == {"token": "t"}
    settings.CREDENTIAL_KEYS = [old]
    with pytest.raises(Unreadable):
        unseal(Channel.objects.get().secrets)


def test_a_lost_key_is_told_as_a_new_sign_in_and_never_as_a_fault(owner, signed_in, clock, networks, settings) -> None:
    browser = signed_in(owner)
    browser.post(address(owner, "elsewhere", "?weg=token"), {"server": "elsewhere.example", "token": "t"})
    channel = Channel.objects.get()
    settings.CREDENTIAL_KEYS = ["cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4="]
    assert browser.post(reverse("channels_check", args=[owner.workspace.slug, channel.pk])).status_code == 302
    channel.refresh_from_db()
    assert channel.state == "needs_sign_in"
