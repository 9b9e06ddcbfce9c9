"""Made-up consents for the tests of this room and of those above."""

from datetime import datetime

from leitstand.compliance.actions.keep_consent_text import keep_consent_text
from leitstand.compliance.actions.keep_imprint import keep_imprint
from leitstand.compliance.actions.record_consent import ConsentFields, record_consent
from leitstand.compliance.models import Consent, ConsentText
from leitstand.house.actor import Actor

WORDING = (
    "Ja, Werk GmbH darf mir per E-Mail, Direktnachricht, Messenger, InMail, Gruppennachricht und Telefon Neues zu ihren "
    "Kameras mitteilen. Ich kann das jederzeit widerrufen."
)
ALL_WAYS = ["email", "dm", "messenger", "inmail", "group", "phone"]
KERSTIN = "kerstin@beispiel.de"


def make_text(actor: Actor, now: datetime, *, wording: str = WORDING, ways: list[str] | None = None) -> ConsentText:
    """Keep a wording that names the company and the withdrawal."""
    return keep_consent_text(
        actor, name="Neues zu Kameras", wording=wording, ways=ways or ALL_WAYS, controller="Werk GmbH",
        privacy_notice="https://werk.example/datenschutz", now=now,
    )  # fmt: skip


def told(text: ConsentText, now: datetime, **more: object) -> ConsentFields:
    """Return what is told of a consent by mail that is not confirmed yet."""
    first: dict[str, object] = {
        "contact": None, "name": "Kerstin Vogt", "way": "email", "network": "", "address": KERSTIN, "text": text,
        "source": "form", "place": "https://werk.example/neues", "requested_at": now, "confirmed_by": "",
        "proof_note": "", "is_adult": "", "ends": None,
    }  # fmt: skip
    return {**first, **more}  # type: ignore[typeddict-item,return-value]


def make_given(actor: Actor, text: ConsentText, now: datetime, **more: object) -> Consent:
    """Enter a consent that is in force, with its proof."""
    signed = {"confirmed_by": "signature", "proof_note": "Unterschrieben am Messestand, Ordner 3, Blatt 12"}
    return record_consent(actor, told(text, now, **{**signed, **more}), now=now)


def with_imprint(owner: Actor, now: datetime) -> None:
    """Give the workspace an imprint."""
    keep_imprint(owner, {"name": "Werk GmbH", "address": "Am Kai 7\n24103 Kiel", "email": "post@werk.example"}, now=now)
