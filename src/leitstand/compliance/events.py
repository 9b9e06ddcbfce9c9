"""What this room announces."""

from dataclasses import dataclass
from datetime import datetime

from leitstand.compliance.models import Consent
from leitstand.house.events import Event


@dataclass(frozen=True, slots=True)
class JudgementChanged(Event):
    """What was told about a thing, or may pass, is another one now; whatever was judged before counts no more."""

    subject: str
    now: datetime


@dataclass(frozen=True, slots=True)
class RulesChanged(Event):
    """A workspace's own rules are other ones now; whatever was judged by them counts no more."""

    now: datetime


@dataclass(frozen=True, slots=True)
class ConsentConfirmed(Event):
    """Somebody outside has confirmed by a click what they agreed to; their address is theirs."""

    consent: Consent
    now: datetime
