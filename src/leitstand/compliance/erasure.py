"""How this room forgets people of the team."""

from leitstand.compliance.models import Declaration, Evidence, Imprint, Incident, IncidentStep, Waiver
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
