"""How this room forgets people of the team, and takes those outside out of its words."""

from django.urls import reverse

from leitstand.advertising.models import (
    AdImport,
    ChecklistItem,
    PaidChange,
    PracticeLesson,
    ReadinessAnswer,
    Supplier,
)
from leitstand.house.erasure import How, Outsider, register
from leitstand.house.outsiders import page


def _practice(row: PracticeLesson) -> str:
    return reverse("advertising_practice", args=[row.workspace.slug])


def _readiness(row: ReadinessAnswer) -> str:
    return reverse("advertising_readiness", args=[row.workspace.slug])


register(PaidChange, ("by",), How.UNLINK, why="That a budget was changed stays; only who did it is forgotten.")
register(AdImport, ("by",), How.UNLINK, why="Figures belong to the company.")
register(ChecklistItem, ("by",), How.UNLINK, why="That a point is done stays.")
register(ReadinessAnswer, ("by",), How.UNLINK, why="The answer belongs to the company.")
register(PracticeLesson, ("by",), How.UNLINK, why="What was learnt belongs to the company.")
register(
    PracticeLesson,
    ("learned",),
    How.OUTSIDER,
    why="A lesson may name people outside; the name is taken out, the lesson stays.",
    outsider=Outsider(path=_practice),
)
register(
    Supplier,
    ("name", "note"),
    How.OUTSIDER,
    why="A supplier may be a single person; the team deletes it, and the name can be taken out.",
    outsider=Outsider(path=page("advertising_supplier")),
)
register(
    ReadinessAnswer,
    ("note",),
    How.OUTSIDER,
    why="A note may name people outside; the name is taken out, the answer stays.",
    outsider=Outsider(path=_readiness),
)
