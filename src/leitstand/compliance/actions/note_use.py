"""Note that a message leant on a consent or an existing customer: the proof is kept from the last use on."""

from datetime import datetime

from leitstand.compliance.core.outbound import Gdpr
from leitstand.compliance.models import Consent, CustomerGround
from leitstand.compliance.queries.consents import Outsider, customer_of
from leitstand.compliance.queries.outbound import Verdict
from leitstand.house import audit
from leitstand.house.actor import Actor


def note_use(actor: Actor, who: Outsider, verdict: Verdict, *, now: datetime) -> None:
    """Note it, in the caller's transaction."""
    used: Consent | CustomerGround | None = None
    if verdict.decision.consent is not None:
        used = Consent.objects.filter(workspace=who.workspace, pk=verdict.decision.consent).first()
    elif verdict.decision.gdpr is Gdpr.CUSTOMER:
        used = customer_of(who)
    if used is None:
        return
    used.used_at = now
    used.save(update_fields=["used_at"])
    audit.record(actor, "compliance.use_ground", used, now=now)
