"""Signing in: by password, by second factor, by one-time link; never by registering."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.usersessions.models import UserSession
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.urls import reverse

from leitstand.house.actions.make_login_link import make_login_link
from leitstand.house.models import AuditEntry, LoginLink, Person

PASSWORD = "ein-langer-satz-fuer-ada"


@pytest.fixture
def person(ada):
    ada.person.set_password(PASSWORD)
    ada.person.save()
    return ada.person


def log_in(client, person, password=PASSWORD):
    return client.post(reverse("account_login"), {"login": person.email, "password": password})


def log_in_and_confirm(client, person):
    log_in(client, person)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def current_code(secret):
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def test_a_password_leads_to_the_workspace(client, person, workspace):
    assert log_in(client, person).url == "/"
    assert client.get("/").url == f"/w/{workspace.slug}/"


def test_a_sign_in_stands_in_the_trail(client, person):
    log_in(client, person)
    assert AuditEntry.objects.filter(verb="house.sign_in", person=person).count() == 1


def test_a_wrong_password_says_so_and_lets_nobody_in(client, person):
    answer = log_in(client, person, "falsch-falsch-falsch")
    assert answer.status_code == 200
    assert client.get("/").url == reverse("account_login")


def test_after_five_wrong_passwords_even_the_right_one_waits(client, person):
    for _ in range(5):
        log_in(client, person, "falsch-falsch-falsch")
    log_in(client, person)
    assert client.get("/").url == reverse("account_login")


def test_nobody_registers_by_themselves(client, person):
    fields = {"email": "x@example.org", "password1": PASSWORD, "password2": PASSWORD}
    client.post(reverse("account_signup"), fields)
    assert not Person.objects.filter(email="x@example.org").exists()
    assert b"sends you a link" in client.get(reverse("account_signup"), headers={"accept-language": "en"}).content


def test_an_authenticator_app_is_asked_for_after_the_password(client, person):
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    assert log_in(client, person).url == reverse("mfa_authenticate")
    assert client.get("/").url == reverse("account_login")
    assert client.post(reverse("mfa_authenticate"), {"code": current_code(secret)}).url == "/"
    assert client.get("/").url.startswith("/w/")


def test_a_one_time_link_does_not_go_round_the_second_factor(client, person, now):
    TOTP.activate(person, generate_totp_secret())
    answer = client.get(make_login_link(person, now=now))
    assert answer.url == reverse("mfa_authenticate")


def test_the_app_is_set_up_on_the_page_and_brings_recovery_codes(client, person):
    log_in_and_confirm(client, person)
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    answer = client.post(reverse("mfa_activate_totp"), {"code": current_code(secret)})
    assert answer.url == reverse("mfa_view_recovery_codes")
    assert len(client.get(answer.url).context["unused_codes"]) == 10


def test_a_new_second_factor_stands_in_the_trail(person, rf):
    authenticator_added.send(sender=Authenticator, request=rf.get("/"), user=person, authenticator=None)
    assert AuditEntry.objects.filter(verb="house.add_factor", person=person).count() == 1


def test_a_recovery_code_opens_the_account_once(client, person):
    log_in_and_confirm(client, person)
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": current_code(secret)})
    code = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"][0]
    for expected in ("/", None):
        other = Client()
        log_in(other, person)
        answer = other.post(reverse("mfa_authenticate"), {"code": code})
        assert getattr(answer, "url", None) == expected


def test_a_passkey_sign_in_hands_the_browser_a_challenge(client, person):
    options = client.get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"}).json()
    assert options["request_options"]["publicKey"]["challenge"]


def test_a_forged_passkey_answer_lets_nobody_in(client, person):
    client.get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"})
    client.post(
        reverse("mfa_login_webauthn"), {"credential": '{"id": "x", "rawId": "x", "type": "public-key", "response": {}}'}
    )
    assert client.get("/").url == reverse("account_login")


def test_a_one_time_link_signs_in_once(client, person, now):
    link = make_login_link(person, now=now)
    assert client.get(link).url == "/"
    assert client.get("/").url.startswith("/w/")
    assert Client().get(link).status_code == 410


def test_a_one_time_link_ends_after_a_quarter_of_an_hour(client, person, clock):
    link = make_login_link(person, now=clock.now())
    clock.advance(timedelta(minutes=15))
    assert client.get(link).status_code == 410


def test_looking_at_a_link_without_opening_it_does_not_use_it_up(client, person, now):
    link = make_login_link(person, now=now)
    assert client.head(link).status_code == 405
    assert client.get(link).url == "/"


def test_of_a_link_only_a_hash_is_kept(person, now):
    link = make_login_link(person, now=now)
    assert LoginLink.objects.get().token_hash not in link
    assert link.rsplit("/", 1)[1] not in str(LoginLink.objects.values().get())


def test_a_blocked_person_gets_in_by_no_link(client, person, now):
    link = make_login_link(person, now=now)
    Person.objects.update(is_active=False)
    assert client.get(link).status_code == 410


def test_a_forgotten_password_is_replaced_by_a_link_in_a_mail(client, person):
    client.post(reverse("account_reset_password"), {"email": person.email})
    [letter] = mail.outbox
    path = next(word for word in letter.body.split() if "/passwort/neu/" in word).split("testserver", 1)[1]
    page = client.get(path)
    new = "noch-ein-langer-satz"
    client.post(page.url, {"password1": new, "password2": new})
    assert log_in(client, person, new).url == "/"


def test_a_mail_server_that_fails_tells_nobody_whether_there_is_an_account(client, person, monkeypatch):
    def refuse(self, messages):
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    answers = [
        client.post(reverse("account_reset_password"), {"email": email})
        for email in (person.email, "niemand@example.org")
    ]
    assert answers[0].url == answers[1].url == reverse("account_reset_password_done")


def test_who_is_unknown_gets_no_mail_and_the_page_does_not_tell(client, db):
    answer = client.post(reverse("account_reset_password"), {"email": "niemand@example.org"})
    assert answer.url == reverse("account_reset_password_done")
    assert mail.outbox == []


def test_other_sessions_are_listed_and_ended(client, person):
    log_in(client, person)
    other = Client()
    log_in(other, person)
    page = client.get(reverse("usersessions_list"))
    assert len(page.context["sessions"]) == 2
    client.post(reverse("usersessions_list"))
    assert other.get("/").url == reverse("account_login")
    assert client.get("/").url.startswith("/w/")
    assert UserSession.objects.filter(user=person).count() == 1


def test_signing_out_ends_the_session(client, person):
    log_in(client, person)
    client.post(reverse("account_logout"))
    assert client.get("/").url == reverse("account_login")


PAGES = [
    "account_login", "account_logout", "account_inactive", "account_signup", "account_reset_password",
    "account_reset_password_done", "account_reset_password_from_key_done", "account_reauthenticate", "account_change_password",
    "mfa_index", "mfa_activate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_list_webauthn", "mfa_add_webauthn",
    "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "usersessions_list", "house:account", "house:change_email", "house:new_workspace",
]  # fmt: skip


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_page_of_the_account_stands_on_our_frame(client, person, language):
    person.language = language
    person.save()
    log_in_and_confirm(client, person)
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": current_code(secret)})
    for name in PAGES:
        for visitor in (client, Client(headers={"accept-language": language})):
            answer = visitor.get(reverse(name))
            while answer.status_code == 302 and answer.url != "/":
                answer = visitor.get(answer.url)
            if answer.status_code == 302:  # signed in already, so there is nothing to do here
                continue
            assert answer.status_code == 200, name
            page = answer.content.decode()
            assert "plain-main" in page or 'id="work"' in page, name
            assert f'<html lang="{language}' in page, name
    key = Authenticator.objects.create(
        user=person, type=Authenticator.Type.WEBAUTHN, data={"name": "Schlüssel", "credential": {}}
    )
    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        assert client.get(reverse(name, args=[key.pk])).status_code == 200
