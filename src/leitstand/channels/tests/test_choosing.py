"""Who may speak for several profiles chooses; the company's own app is asked for once."""

from datetime import timedelta

import pytest
from django.urls import reverse

from leitstand.channels.actions.choose_profiles import choose_profiles
from leitstand.channels.models import Channel, NetworkApp, SignInStarted
from leitstand.channels.secrets import unseal
from leitstand.house.errors import Impossible

APP = {"client_id": "app-1", "client_secret": "secret-of-the-app"}


def _address(actor, name: str, *more: str) -> str:
    return reverse(name, args=[actor.workspace.slug, *more])


def _go(browser, owner, **answers: str):
    return browser.post(
        _address(owner, "channels_connect_network", "elsewhere") + "?weg=app",
        {"client_id": "", "client_secret": "", **answers},
    )


def _come_back(browser, owner, pages: int = 3):
    state = SignInStarted.objects.get().state
    return browser.get(_address(owner, "channels_finish"), {"state": state, "code": "c", "pages": str(pages)})


def test_the_profiles_somebody_chose_are_connected_and_the_others_forgotten(networks, owner, signed_in, clock) -> None:
    browser = signed_in(owner)
    _go(browser, owner, **APP)
    choice = _come_back(browser, owner)
    assert not Channel.objects.exists(), "nothing is connected before somebody chose"
    page = browser.get(choice.url).content.decode()
    assert all(f"Werk {number}" in page for number in (1, 2, 3))
    assert "secret-of-the-app" not in page
    done = browser.post(choice.url, {"profile": ["1", "3"]})
    assert done.url == _address(owner, "channels_list")
    connected = {channel.name: unseal(channel.secrets)["token"] for channel in Channel.objects.all()}
    assert connected == {"Werk 1": "secret-of-the-app/c/1", "Werk 3": "secret-of-the-app/c/3"}
    assert not SignInStarted.objects.exists()


def test_where_there_is_one_profile_nobody_is_asked(networks, owner, signed_in, clock) -> None:
    browser = signed_in(owner)
    _go(browser, owner, **APP)
    _come_back(browser, owner, pages=1)
    assert [channel.name for channel in Channel.objects.all()] == ["Werk 1"]


def test_where_there_is_no_profile_the_page_says_what_to_do(networks, owner, signed_in, clock) -> None:
    browser = signed_in(owner)
    _go(browser, owner, **APP)
    page = browser.get(_come_back(browser, owner, pages=0).url).content.decode()
    assert "Es wurde kein Profil gefunden" in page


def test_choosing_nothing_is_said_and_the_choice_stays_open(networks, owner, signed_in, clock) -> None:
    browser = signed_in(owner)
    _go(browser, owner, **APP)
    choice = _come_back(browser, owner)
    page = browser.post(choice.url, {})
    assert page.status_code == 422
    assert "mindestens ein Profil" in page.content.decode()
    assert browser.post(choice.url, {"profile": "2"}).status_code == 302


def test_a_choice_is_good_for_its_person_and_half_an_hour(networks, owner, ada, emil, signed_in, clock) -> None:
    browser = signed_in(owner)
    _go(browser, owner, **APP)
    choice = _come_back(browser, owner)
    assert signed_in(emil).post(choice.url, {"profile": "1"}).status_code in (403, 404)
    state = SignInStarted.objects.get().state
    with pytest.raises(Impossible):
        choose_profiles(owner, state=state, chosen=["1"], now=clock.now() + timedelta(minutes=31))
    assert not Channel.objects.exists()


def test_the_app_is_asked_for_once_kept_encrypted_and_never_shown(networks, owner, signed_in, clock) -> None:
    browser = signed_in(owner)
    assert _go(browser, owner).status_code == 422, "the first time both are needed"
    _go(browser, owner, **APP)
    kept = NetworkApp.objects.get()
    assert unseal(kept.secrets) == APP
    assert b"secret-of-the-app" not in bytes(kept.secrets)
    form = browser.get(_address(owner, "channels_connect_network", "elsewhere") + "?weg=app").content.decode()
    assert "secret-of-the-app" not in form
    SignInStarted.objects.all().delete()
    away = _go(browser, owner)
    assert "client_id=app-1" in away.content.decode()
    _go(browser, owner, client_id="app-2")
    assert unseal(NetworkApp.objects.get().secrets) == {**APP, "client_id": "app-2"}


def test_the_app_of_one_workspace_is_nothing_to_another(networks, owner, emil, signed_in, clock) -> None:
    _go(signed_in(owner), owner, **APP)
    assert _go(signed_in(emil), emil).status_code == 422
