"""How this room forgets people of the team."""

from leitstand.compliance.models import (
    Declaration,
    Evidence,
    Handover,
    Imprint,
    Incident,
    IncidentStep,
    LabelCheck,
    Proof,
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
