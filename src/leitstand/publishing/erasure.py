"""How this room forgets a person."""

from leitstand.house.erasure import How, register
from leitstand.publishing.models import (
    Approval,
    BuiltLink,
    Draft,
    DraftVersion,
    ItemTick,
    PlainLinks,
    Presence,
    Remark,
    SecondApproval,
    SecondLook,
    StopSwitch,
    Version,
    WorkerBeat,
)

WORK = "What was written and published belongs to the company; only who wrote it is forgotten."
PROOF = "That somebody approved it is the proof of the four eyes; the name stands in the trail, which forgets it too."

register(Draft, ("updated_by",), How.UNLINK, why=WORK)
register(DraftVersion, ("person",), How.UNLINK, why=WORK)
register(Version, ("person",), How.UNLINK, why=WORK)
register(Approval, ("requested_by", "decided_by"), How.UNLINK, why=PROOF)
register(Remark, ("person",), How.UNLINK, why=WORK)
register(StopSwitch, ("pulled_by", "ended_by"), How.UNLINK, why="That sending was stopped, and why, stays on record.")
register(SecondLook, ("began_by", "ended_by"), How.UNLINK, why="That it was demanded, and why, stays on record.")
register(SecondApproval, ("person",), How.UNLINK, why=PROOF)
register(ItemTick, ("person",), How.UNLINK, why=WORK)
register(Presence, ("person",), How.DELETE)
register(WorkerBeat, ("name",), How.NOT_ABOUT_A_PERSON, why="The name of a process.")
register(PlainLinks, ("person",), How.UNLINK, why=WORK)
register(BuiltLink, ("person",), How.UNLINK, why=WORK)
