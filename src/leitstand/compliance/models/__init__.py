"""Tables of this room, one module for each theme."""

from leitstand.compliance.models.consents import Consent, ConsentProof, ConsentText, MessageSetting, Suppression
from leitstand.compliance.models.follow_ups import FollowUp, Participant
from leitstand.compliance.models.grounds import Balancing, CustomerGround
from leitstand.compliance.models.handover import Handover
from leitstand.compliance.models.imprint import Imprint
from leitstand.compliance.models.incident import Evidence, Incident, IncidentStep
from leitstand.compliance.models.judging import Declaration, Strictness, Waiver
from leitstand.compliance.models.proof import LabelCheck, Proof, ToneAssessment

__all__ = [
    "Balancing",
    "Consent",
    "ConsentProof",
    "ConsentText",
    "CustomerGround",
    "Declaration",
    "Evidence",
    "FollowUp",
    "Handover",
    "Imprint",
    "Incident",
    "IncidentStep",
    "LabelCheck",
    "MessageSetting",
    "Participant",
    "Proof",
    "Strictness",
    "Suppression",
    "ToneAssessment",
    "Waiver",
]
