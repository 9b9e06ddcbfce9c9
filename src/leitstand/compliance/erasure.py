"""How this room forgets people: those outside who are named in it, and those of the team."""

from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from leitstand.compliance.actions.keep_incident import drop_incident
from leitstand.compliance.actions.keep_picture_release import drop_picture_release
from leitstand.compliance.models import (
    AccountFile,
    Balancing,
    Consent,
    ConsentProof,
    ConsentText,
    Contract,
    CustomerGround,
    Declaration,
    Evidence,
    FollowUp,
    HandleClaim,
    Handover,
    Imprint,
    Incident,
    IncidentStep,
    LabelCheck,
    LawKeeper,
    LinkTest,
    LookAlike,
    NameCheck,
    OwnRule,
    OwnRuleVersion,
    Participant,
    PersonRequest,
    PersonSeen,
    PictureRelease,
    PrivacyNotice,
    Proof,
    Rereading,
    Suppression,
    Takedown,
    ToneAssessment,
    Twin,
    Waiver,
    WishedName,
)
from leitstand.house.actor import Actor
from leitstand.house.core.taking_out import Sought
from leitstand.house.erasure import How, Outsider, Rows, register
from leitstand.house.outsiders import always, page


def _drop_incidents(actor: Actor, rows: Rows, _whom: Sought, now: datetime) -> None:
    for incident in rows:
        drop_incident(actor, incident, now=now)


def _claims(incident: Incident) -> "str | Promise":
    return _OPEN if incident.closed_at is None else ""


def _claims_of(part: "IncidentStep | Evidence") -> "str | Promise":
    return _claims(part.incident)


def _proves(consent: Consent) -> "str | Promise":
    return _AGREED if consent.given_at else ""


def _delete(_actor: Actor, rows: Rows, _whom: Sought, _now: datetime) -> None:
    rows.delete()


def _forget_participants(_actor: Actor, rows: Rows, _whom: Sought, now: datetime) -> None:
    rows.update(name="", address="", contact=None, forgotten_at=now)


def _drop_releases(actor: Actor, rows: Rows, _whom: Sought, now: datetime) -> None:
    for release in rows:
        drop_picture_release(actor, release, now=now)


def _is_leaned_on(release: PictureRelease) -> "str | Promise":
    return _SEEN if release.seen.exists() or release.takedowns.filter(done_at=None).exists() else ""


_SEEN = _(
    "Proof of the consent to pictures that are still here (Art. 7 (1), Art. 17 (3) (e) GDPR): note the withdrawal, and delete the pictures."
)
_OPEN = _(
    "An incident that is still open: needed to raise or fend off legal claims (Art. 17 (3) (e) GDPR). Close it first."
)
_RIGHTS = _("Proof of the rights in a picture or text (Art. 17 (3) (e) GDPR); it goes with the picture or the post.")
_AGREED = _(
    "Proof that somebody agreed, or took it back (Art. 7 (1), Art. 17 (3) (e) GDPR); withdraw it, and it goes by itself three years later."
)
_REQUESTS = _(
    "Proof that the wish was followed (Art. 5 (2) GDPR); it goes by itself when its period is over (compliance.requests)."
)

register(Declaration, ("told_by",), How.UNLINK, why="What was told about a thing stays; only who told it is forgotten.")
register(
    Declaration,
    ("facts",),
    How.OUTSIDER,
    why="What was told of a picture or post may name its author or who is seen; it is the proof of rights, and goes with it.",
    outsider=Outsider(stays=always(_RIGHTS)),
)
register(
    PictureRelease,
    ("name", "contact_way", "guardians", "fee", "note", "withdrawal_note", "file_name"),
    How.OUTSIDER,
    why="Who agreed to be seen on pictures; it goes once no picture leans on it (drop_picture_release), or three years after its end.",
    outsider=Outsider(
        seek=("name", "contact_way", "guardians", "note", "withdrawal_note", "fee", "file_name"),
        forget=_drop_releases,
        stays=_is_leaned_on,
        path=page("compliance_release"),
    ),
)
register(PictureRelease, ("kept_by",), How.UNLINK, why="The proof stays; only who kept it is forgotten.")
register(
    PersonSeen,
    ("who", "reason"),
    How.OUTSIDER,
    why="Who is seen on a picture without a release, and why that is allowed; it goes with the picture.",
)
register(PersonSeen, ("noted_by",), How.UNLINK, why="Who is seen stays noted; only who noted it is forgotten.")
register(
    Takedown,
    ("label", "path", "link"),
    How.OUTSIDER,
    why="The title of a post may name people outside; it goes with the release.",
    outsider=Outsider(path=page("compliance_release", "release_id")),
)
register(Takedown, ("done_by",), How.UNLINK, why="That the post was taken down stays.")
register(
    Waiver,
    ("given_by", "ended_by"),
    How.UNLINK,
    why="That something was let pass, and why, stays on record; the trail names who did it.",
)
register(
    Incident,
    ("title", "note", "sender", "url", "counsel", "outcome"),
    How.OUTSIDER,
    why="What happened may name people outside; approvers delete the incident with its evidence once it is over (drop_incident).",
    outsider=Outsider(forget=_drop_incidents, stays=_claims, path=page("compliance_incident")),
)
register(
    Incident, ("lead", "opened_by"), How.UNLINK, why="The incident stays on record; only who handled it is forgotten."
)
register(IncidentStep, ("done_by",), How.UNLINK, why="That the step was taken stays.")
register(
    IncidentStep,
    ("note",),
    How.OUTSIDER,
    why="A note on a step may name people outside; the name is taken out once the incident is closed.",
    outsider=Outsider(stays=_claims_of, path=page("compliance_incident", "incident_id")),
)
register(Evidence, ("added_by",), How.UNLINK, why="The evidence stays.")
register(
    Evidence,
    ("name", "url", "file_name"),
    How.OUTSIDER,
    why="Evidence may name people outside; the name is taken out once the incident is closed, the file goes with it.",
    outsider=Outsider(stays=_claims_of, path=page("compliance_incident", "incident_id")),
)
register(Imprint, ("kept_by",), How.UNLINK, why="The imprint is the company's.")
register(
    Consent,
    ("name", "address", "plain", "place", "proof_note", "withdrawal_note", "confirmed_from", "token_hash"),
    How.OUTSIDER,
    why=(
        "Who agreed to advertising, kept as proof (Art. 7 DSGVO). It ends with the withdrawal, or when the contact is "
        "forgotten; the daily task deletes it three full calendar years later, calls five years after the last use, and "
        "what was never confirmed after 30 days (forget_outsiders)."
    ),
    outsider=Outsider(
        seek=("name", "address", "plain"), forget=_delete, stays=_proves, path=page("compliance_consent")
    ),
    secret=("token_hash",),
)
register(Consent, ("added_by",), How.UNLINK, why="The proof stays; only who entered it is forgotten.")
register(ConsentProof, ("added_by",), How.UNLINK, why="The proof stays; only who added it is forgotten.")
register(ConsentText, ("made_by",), How.UNLINK, why="The words are what people agreed to.")
register(
    Suppression, ("set_by",), How.UNLINK, why="Only a hash of the address is kept, so that nobody writes to them again."
)
register(
    CustomerGround,
    ("address", "plain", "sale", "proof"),
    How.OUTSIDER,
    why="Existing customers; it ends with their objection, and the daily task deletes it three full calendar years later.",
    outsider=Outsider(seek=("address", "plain"), forget=_delete),
)
register(CustomerGround, ("added_by",), How.UNLINK, why="What was told stays; only who told it is forgotten.")
register(
    Balancing, ("reviewer", "kept_by"), How.UNLINK, why="The weighing is the company's; the trail names who kept it."
)
register(FollowUp, ("made_by", "wanted_by"), How.UNLINK, why="The letter is the company's.")
register(
    Participant,
    ("name", "address"),
    How.OUTSIDER,
    why="Who took part in an event; the daily task takes name and address out 90 days after it and leaves the hash.",
    outsider=Outsider(forget=_forget_participants),
)
register(Participant, ("told_who",), How.UNLINK, why="That they were written to stays; only who did it is forgotten.")
register(
    Proof,
    ("what", "giver", "note"),
    How.OUTSIDER,
    why="Who gave or allowed something may be a person outside; writers delete the proof once it is needed no more (drop_proof).",
    outsider=Outsider(stays=always(_RIGHTS)),
)
register(Proof, ("kept_by",), How.UNLINK, why="The proof stays with the post; only who kept it is forgotten.")
register(Twin, ("decided_by",), How.UNLINK, why="That two files were compared stays; the trail names who did it.")
register(
    ToneAssessment,
    ("assessed_by",),
    How.UNLINK,
    why="The judgement stays with the post; the trail names who made it.",
)
register(LabelCheck, ("person",), How.DELETE)
register(
    Handover,
    ("title", "document", "question", "address", "answer"),
    How.OUTSIDER,
    why="The document may name people outside; approvers delete it with its answer once it is over (drop_handover).",
    outsider=Outsider(path=page("compliance_handed")),
)
register(
    Handover,
    ("handed_by", "answered_by"),
    How.UNLINK,
    why="What was handed to counsel stays on record; only who did it is forgotten.",
)
register(
    PersonRequest,
    ("name", "email", "handles", "wish", "identity_note", "outcome_note"),
    How.OUTSIDER,
    why="What people ask of their data is kept as proof; it goes by itself when its period is over.",
    outsider=Outsider(seek=("name", "email", "handles"), stays=always(_REQUESTS), path=page("compliance_request")),
)
register(PersonRequest, ("lead", "opened_by"), How.UNLINK, why="That the wish was followed stays.")
register(OwnRule, ("changed_by",), How.UNLINK, why="The rule is the company's; only who wrote it is forgotten.")
register(OwnRuleVersion, ("written_by",), How.UNLINK, why="The rule is the company's; only who wrote it is forgotten.")
register(Rereading, ("by",), How.UNLINK, why="That the source was read again stays.")
register(LawKeeper, ("person",), How.UNLINK, why="The owners see to it then.")
register(Contract, ("kept_by",), How.UNLINK, why="The agreement is the company's.")
register(
    AccountFile,
    ("secured_by", "decided_by", "links_wanted_by"),
    How.UNLINK,
    why="What was looked through and decided stays on record.",
)
register(LinkTest, ("tested_by",), How.UNLINK, why="What was found stays; only who looked is forgotten.")
register(PrivacyNotice, ("kept_by",), How.UNLINK, why="The privacy notice is the company's.")
register(WishedName, ("added_by", "searched_by"), How.UNLINK, why="The names are the company's.")
register(HandleClaim, ("reserver", "seen_by"), How.UNLINK, why="How a name stands on a network is the company's.")
register(NameCheck, ("made_by",), How.UNLINK, why="What was compared stays with the name or its incident.")
register(
    LookAlike,
    ("handle", "url"),
    How.OUTSIDER,
    why="Profiles that look like ours; those who answer take one off the list, and it goes when its author is forgotten.",
)
register(LookAlike, ("judged_by",), How.UNLINK, why="What was judged stays; only who did is forgotten.")
