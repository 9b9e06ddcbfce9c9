"""Tables of this room, one module for each theme."""

from leitstand.compliance.models.consents import Consent, ConsentProof, ConsentText, MessageSetting, Suppression
from leitstand.compliance.models.follow_ups import FollowUp, Participant
from leitstand.compliance.models.grounds import Balancing, CustomerGround
from leitstand.compliance.models.imprint import Imprint
from leitstand.compliance.models.incident import Evidence, Incident, IncidentStep
from leitstand.compliance.models.judging import Declaration, Strictness, Waiver

__all__ = [
    "Balancing",
    "Consent",
    "ConsentProof",
    "ConsentText",
    "CustomerGround",
    "Declaration",
    "Evidence",
    "FollowUp",
    "Imprint",
    "Incident",
    "IncidentStep",
    "MessageSetting",
    "Participant",
    "Strictness",
    "Suppression",
    "Waiver",
]
