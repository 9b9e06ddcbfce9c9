"""How this room forgets people of the team."""

from leitstand.compliance.models import (
    Balancing,
    Consent,
    ConsentProof,
    ConsentText,
    CustomerGround,
    Declaration,
    Evidence,
    FollowUp,
    Handover,
    Imprint,
    Incident,
    IncidentStep,
    LabelCheck,
    Participant,
    Proof,
    Suppression,
    ToneAssessment,
    Waiver,
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
register(
    Consent,
    ("name", "address", "plain", "place", "proof_note", "withdrawal_note", "confirmed_from", "token_hash"),
    How.OUTSIDER,
    why=(
        "Who agreed to advertising, kept as proof (Art. 7 DSGVO). It ends with the withdrawal, or when the contact is "
        "forgotten; the daily task deletes it three full calendar years later, calls five years after the last use, and "
        "what was never confirmed after 30 days (forget_outsiders)."
    ),
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
)
register(Participant, ("told_who",), How.UNLINK, why="That they were written to stays; only who did it is forgotten.")
register(
    Proof,
    ("what", "giver", "note"),
    How.OUTSIDER,
    why="Who gave or allowed something may be a person outside; writers delete the proof once it is needed no more (drop_proof).",
)
register(Proof, ("kept_by",), How.UNLINK, why="The proof stays with the post; only who kept it is forgotten.")
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
)
register(
    Handover,
    ("handed_by", "answered_by"),
    How.UNLINK,
    why="What was handed to counsel stays on record; only who did it is forgotten.",
)
