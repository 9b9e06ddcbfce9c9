"""Note that a message leant on a consent or an existing customer: the proof is kept from the last use on."""

from datetime import datetime

from leitstand.compliance.core.outbound import Gdpr
from leitstand.compliance.models import Consent
from leitstand.compliance.queries.consents import Outsider, customer_of
from leitstand.compliance.queries.outbound import Verdict


def note_use(who: Outsider, verdict: Verdict, *, now: datetime) -> None:
    """Note it, in the caller's transaction."""
    if verdict.decision.consent is not None:
        Consent.objects.filter(workspace=who.workspace, pk=verdict.decision.consent).update(used_at=now)
    elif verdict.decision.gdpr is Gdpr.CUSTOMER:
        told = customer_of(who)
        if told is not None:
            told.used_at = now
            told.save(update_fields=["used_at"])
