"""Tables of this room, one module for each theme."""

from leitstand.compliance.models.account import AccountFile, Contract, LinkTest, PrivacyNotice
from leitstand.compliance.models.imprint import Imprint
from leitstand.compliance.models.incident import Evidence, Incident, IncidentStep
from leitstand.compliance.models.judging import Declaration, Strictness, Waiver
from leitstand.compliance.models.names import HandleClaim, LookAlike, NameCheck, WishedName

__all__ = [
    "AccountFile",
    "Contract",
    "Declaration",
    "Evidence",
    "HandleClaim",
    "Imprint",
    "Incident",
    "IncidentStep",
    "LinkTest",
    "LookAlike",
    "NameCheck",
    "PrivacyNotice",
    "Strictness",
    "Waiver",
    "WishedName",
]
