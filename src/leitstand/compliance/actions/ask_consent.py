"""Ask somebody by mail to confirm their consent (double opt-in): neutral, with the imprint, and not again and again."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from leitstand.compliance.consenting import consent_register
from leitstand.compliance.core.consents import State, Way
from leitstand.compliance.core.imprint import compose
from leitstand.compliance.letters import Went, send_letter
from leitstand.compliance.models import Consent, Imprint
from leitstand.compliance.queries import law_here
from leitstand.compliance.queries.consents import Outsider, is_suppressed
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible
from leitstand.house.language import plain
from leitstand.house.mail import mail_is_set
from leitstand.house.tokens import hash_of, new_token
from leitstand.house.zones import day_in


def ask_consent(actor: Actor, consent: Consent, *, now: datetime) -> Went:
    """Send the confirmation mail; a link from before leads nowhere from then on. Raises Impossible where nobody may be asked."""
    actor.require(Permission.ANSWER)
    actor.own(consent)
    if not mail_is_set():
        raise Impossible(_("This installation sends no mail yet; without it nobody can be asked."), code="no_mail")
    token = new_token()
    with transaction.atomic():
        found = Consent.objects.select_for_update(of=("self",)).select_related("text", "contact").get(pk=consent.pk)
        _may_be_asked(actor, found, now)
        subject, body = _letter(found, token)
        _must_be_neutral(subject, body, now=now, actor=actor)
        found.token_hash = hash_of(token)
        found.token_ends = now + timedelta(days=consent_register().asking.days)
        found.asked_count, found.asked_at = found.asked_count + 1, now
        # What was asked is evidence; the link in it is not.
        found.asked_words = f"{subject}\n\n{body}".replace(token, "…").replace(found.stop_key, "…")
        found.save()
        audit.record(actor, "compliance.ask_consent", found, now=now, details={"count": found.asked_count})
    # After the commit: a link that was mailed always counts.
    return send_letter(subject, body, found.address, stop_link=link_to_stop(found))


def link_to_stop(consent: Consent) -> str:
    """Return the personal link by which a consent is withdrawn."""
    return str(settings.PUBLIC_URL) + reverse("compliance_public_stop", args=[consent.stop_key])


def _may_be_asked(actor: Actor, consent: Consent, now: datetime) -> None:
    asking = consent_register().asking
    if consent.state != State.ASKED.value or consent.way != Way.EMAIL.value:
        raise Impossible(_("There is nothing to ask any more."), code="settled")
    who = Outsider(actor.workspace, Way.EMAIL, "", (consent.address,), consent.contact)
    if is_suppressed(actor.workspace, who.marks):
        raise Impossible(_("This person wants no advertising, and is not asked."), code="suppressed")
    today = day_in(actor.workspace, now)
    others = Consent.objects.filter(workspace=actor.workspace, plain=consent.plain, way=Way.EMAIL.value)
    asked = list(others.exclude(asked_at=None).order_by("-asked_at").values_list("asked_at", flat=True)[:1])
    last = day_in(actor.workspace, asked[0]) if asked and asked[0] else None
    if not asking.may_ask(consent.asked_count, last, today):
        raise Impossible(
            _("At most %(most)d questions, with %(days)d days between them: this one would be too much.")
            % {"most": asking.most, "days": asking.pause_days},
            code="too_often",
        )


def _letter(consent: Consent, token: str) -> tuple[str, str]:
    imprint = Imprint.objects.filter(workspace=consent.workspace_id).first()
    if imprint is None or not imprint.details:
        raise Impossible(_("Fill in your imprint first: the confirmation mail must carry it."), code="no_imprint")
    link = str(settings.PUBLIC_URL) + reverse("compliance_public_confirm", args=[token])
    # Whoever gets it is outside: a team that says du writes to them as ever.
    with translation.override(plain(translation.get_language())):
        subject = _("Please confirm: messages from %(company)s") % {"company": consent.text.controller}
        body = render_to_string(
            "compliance/mail/confirm.txt",
            {
                "consent": consent,
                "text": consent.text,
                "link": link,
                "stop_link": link_to_stop(consent),
                "days": consent_register().asking.days,
                "imprint": compose(imprint.details),
            },
        )
    return subject, body


def _must_be_neutral(subject: str, body: str, *, now: datetime, actor: Actor) -> None:
    facts = {"message.purpose": "opt_in_request", "message.channel": "email", "message.contains_ad": False}
    found = law_here(actor.workspace.pk).judge(
        facts, kind="message", on=day_in(actor.workspace, now), text=f"{subject}\n{body}"
    )
    stops = [one.rule for one in found if one.level == "block" and not one.asks]
    if stops:
        language = translation.get_language() or "de"
        raise Impossible(" ".join(rule.mend.said(language) for rule in stops), code="not_lawful")
