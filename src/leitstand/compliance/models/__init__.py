"""Tables of this room, one module for each theme."""

from leitstand.compliance.models.account import AccountFile, Contract, LinkTest, PrivacyNotice
from leitstand.compliance.models.consents import Consent, ConsentProof, ConsentText, MessageSetting, Suppression
from leitstand.compliance.models.follow_ups import FollowUp, Participant
from leitstand.compliance.models.grounds import Balancing, CustomerGround
from leitstand.compliance.models.handover import Handover
from leitstand.compliance.models.imprint import Imprint
from leitstand.compliance.models.incident import Evidence, Incident, IncidentStep
from leitstand.compliance.models.judging import Declaration, Strictness, Waiver
from leitstand.compliance.models.names import HandleClaim, LookAlike, NameCheck, WishedName
from leitstand.compliance.models.own_rules import OwnRule, OwnRuleVersion
from leitstand.compliance.models.proof import LabelCheck, Proof, ToneAssessment
from leitstand.compliance.models.releases import PersonSeen, PictureRelease, Takedown
from leitstand.compliance.models.requests import PersonRequest
from leitstand.compliance.models.rereading import LawKeeper, Rereading
from leitstand.compliance.models.twins import Twin

__all__ = [
    "AccountFile",
    "Balancing",
    "Consent",
    "ConsentProof",
    "ConsentText",
    "Contract",
    "CustomerGround",
    "Declaration",
    "Evidence",
    "FollowUp",
    "HandleClaim",
    "Handover",
    "Imprint",
    "Incident",
    "IncidentStep",
    "LabelCheck",
    "LawKeeper",
    "LinkTest",
    "LookAlike",
    "MessageSetting",
    "NameCheck",
    "OwnRule",
    "OwnRuleVersion",
    "Participant",
    "PersonRequest",
    "PersonSeen",
    "PictureRelease",
    "PrivacyNotice",
    "Proof",
    "Rereading",
    "Strictness",
    "Suppression",
    "Takedown",
    "ToneAssessment",
    "Twin",
    "Waiver",
    "WishedName",
]
