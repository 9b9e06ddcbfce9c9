"""How this room forgets people of the team."""

from leitstand.compliance.models import (
    AccountFile,
    Contract,
    Declaration,
    Evidence,
    HandleClaim,
    Imprint,
    Incident,
    IncidentStep,
    LinkTest,
    LookAlike,
    NameCheck,
    PrivacyNotice,
    Waiver,
    WishedName,
)
from leitstand.house.erasure import How, register

register(Declaration, ("told_by",), How.UNLINK, why="What was told about a thing stays; only who told it is forgotten.")
register(
    Waiver,
    ("given_by", "ended_by"),
    How.UNLINK,
    why="That something was let pass, and why, stays on record; the trail names who did it.",
)
register(
    Incident,
    ("title", "note", "sender", "url"),
    How.OUTSIDER,
    why="What happened may name people outside; approvers delete the incident with its evidence once it is over (drop_incident).",
)
register(
    Incident, ("lead", "opened_by"), How.UNLINK, why="The incident stays on record; only who handled it is forgotten."
)
register(IncidentStep, ("done_by",), How.UNLINK, why="That the step was taken stays.")
register(Evidence, ("added_by",), How.UNLINK, why="The evidence stays.")
register(Imprint, ("kept_by",), How.UNLINK, why="The imprint is the company's.")
register(Contract, ("kept_by",), How.UNLINK, why="The agreement is the company's.")
register(
    AccountFile, ("secured_by", "decided_by"), How.UNLINK, why="What was looked through and decided stays on record."
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
