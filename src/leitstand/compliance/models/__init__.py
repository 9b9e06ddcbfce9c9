"""Tables of this room, one module for each theme."""

from leitstand.compliance.models.imprint import Imprint
from leitstand.compliance.models.incident import Evidence, Incident, IncidentStep
from leitstand.compliance.models.judging import Declaration, Strictness, Waiver

__all__ = ["Declaration", "Evidence", "Imprint", "Incident", "IncidentStep", "Strictness", "Waiver"]
