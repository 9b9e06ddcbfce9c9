"""A consent is asked for and confirmed by what a real mail server delivers."""

import re

import pytest
from django.test import Client

from leitstand.compliance.actions.ask_consent import ask_consent
from leitstand.compliance.actions.record_consent import record_consent
from leitstand.compliance.models import Consent
from leitstand.compliance.tests.agreed import KERSTIN, WORDING, make_text, told, with_imprint
from tests.servers.running.mail import MailSink


@pytest.mark.django_db(transaction=True)
def test_the_link_in_a_delivered_mail_confirms_and_the_one_in_its_head_withdraws(settings, owner, clock):
    now = clock.now()
    with MailSink() as sink:
        settings.SMTP_URL = sink.url
        settings.EMAIL_BACKEND = "leitstand.house.mail.SmtpBackend"
        with_imprint(owner, now)
        made = record_consent(owner, told(make_text(owner, now), now), now=now)
        assert ask_consent(owner, made, now=now) == "sent"
        (letter,) = sink.wait_for(KERSTIN)
    body = letter.get_content()
    assert WORDING in body.replace("\n", " ").replace("  ", " ")
    path = next(each for each in re.findall(r"https?://[^/\s]+(/einwilligung/\S+)", body) if "/ende/" not in each)
    Client().get(path)
    assert Consent.objects.get().state == "asked"
    Client().post(path)
    assert Consent.objects.get().state == "given"
    stop = re.search(r"(/einwilligung/ende/[^>\s]+)", letter["List-Unsubscribe"]).group(1)
    Client(enforce_csrf_checks=True).post(stop, {"List-Unsubscribe": "One-Click"})
    assert Consent.objects.get().state == "withdrawn"


@pytest.mark.django_db(transaction=True)
def test_a_mail_server_that_is_away_is_told_and_the_link_is_asked_for_anew(settings, owner, clock):
    now = clock.now()
    sink = MailSink()
    settings.SMTP_URL, settings.EMAIL_BACKEND = sink.url, "leitstand.house.mail.SmtpBackend"
    with_imprint(owner, now)
    made = record_consent(owner, told(make_text(owner, now), now), now=now)
    assert ask_consent(owner, made, now=now) == "not_sent"
    assert Consent.objects.get().state == "asked"
