"""Tables of this room, one module for each theme."""

from leitstand.compliance.models.handover import Handover
from leitstand.compliance.models.imprint import Imprint
from leitstand.compliance.models.incident import Evidence, Incident, IncidentStep
from leitstand.compliance.models.judging import Declaration, Strictness, Waiver
from leitstand.compliance.models.proof import LabelCheck, Proof, ToneAssessment

__all__ = [
    "Declaration",
    "Evidence",
    "Handover",
    "Imprint",
    "Incident",
    "IncidentStep",
    "LabelCheck",
    "Proof",
    "Strictness",
    "ToneAssessment",
    "Waiver",
]
