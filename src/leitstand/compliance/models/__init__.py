"""Tables of this room, one module for each theme."""

from leitstand.compliance.models.imprint import Imprint
from leitstand.compliance.models.incident import Evidence, Incident, IncidentStep
from leitstand.compliance.models.judging import Declaration, Strictness, Waiver
from leitstand.compliance.models.own_rules import OwnRule, OwnRuleVersion
from leitstand.compliance.models.requests import PersonRequest
from leitstand.compliance.models.rereading import LawKeeper, Rereading

__all__ = [
    "Declaration",
    "Evidence",
    "Imprint",
    "Incident",
    "IncidentStep",
    "LawKeeper",
    "OwnRule",
    "OwnRuleVersion",
    "PersonRequest",
    "Rereading",
    "Strictness",
    "Waiver",
]
