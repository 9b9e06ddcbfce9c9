"""How this room forgets a person."""

from django.db.models import Q

from leitstand.house.erasure import How, Outsider, Rows, register
from leitstand.house.models import Person
from leitstand.house.outsiders import page
from leitstand.measurement.models import NewFollowers, Reading
from leitstand.measurement.models.kpis import KpiLine, TypedAmount
from leitstand.measurement.models.money import CostLine, Improvement, Income, StepCount
from leitstand.measurement.models.reports import Report, ReportDecision, ReportLink, ReportPlan, ReportSending


def _off_the_list(rows: Rows, person: Person) -> None:
    for plan in rows:
        plan.recipients.remove(person)


register(Reading, ("typed_by",), How.UNLINK, why="The figure stays; only who typed it in is forgotten.")
register(NewFollowers, ("typed_by",), How.UNLINK, why="The figure stays; only who typed it in is forgotten.")
register(
    NewFollowers,
    ("source",),
    How.OUTSIDER,
    why="Where followers come from is said in the network's own words, which may name somebody; the name is taken out.",
)
register(TypedAmount, ("typed_by",), How.UNLINK, why="The figure stays; only who typed it in is forgotten.")
register(
    TypedAmount, ("note",), How.OUTSIDER, why="Where an amount comes from may name somebody; the name is taken out."
)
register(KpiLine, ("owner",), How.UNLINK, why="The line stays and waits for somebody else to answer for it.")
_ENTERED = "The amount belongs to the company's accounts; only who entered it is forgotten."
register(CostLine, ("added_by",), How.UNLINK, why=_ENTERED)
register(Income, ("added_by",), How.UNLINK, why=_ENTERED)
register(StepCount, ("added_by",), How.UNLINK, why="The count stays; only who entered it is forgotten.")
register(Improvement, ("added_by",), How.UNLINK, why="The entry stays; only who wrote it is forgotten.")
_BILL = "What a bill is for may name a freelancer or a partner; the amount stays, the name is taken out."
register(CostLine, ("what",), How.OUTSIDER, why=_BILL, outsider=Outsider(path=page("measurement_cost")))
register(
    Income,
    ("what",),
    How.OUTSIDER,
    why="What revenue came from may name a customer; the amount stays, the name is taken out.",
    outsider=Outsider(path=page("measurement_income")),
)
register(
    Improvement,
    ("change", "reason", "learned"),
    How.OUTSIDER,
    why="Why something was changed may name who asked for it; the entry stays, the name is taken out.",
)
register(Report, ("made_by",), How.UNLINK, why="The report belongs to the company; only who made it is forgotten.")
register(
    Report,
    ("name", "conclusion", "figures"),
    How.OUTSIDER,
    why="A conclusion, a goal or a competitor may be called by somebody's name; the name is taken out, the figures stay.",
    outsider=Outsider(path=page("measurement_report")),
)
register(ReportDecision, ("who",), How.UNLINK, why="What was decided stays and waits for somebody else to do it.")
register(
    ReportDecision,
    ("text",),
    How.OUTSIDER,
    why="What was decided may name people outside; the name is taken out.",
    outsider=Outsider(path=page("measurement_report", "report_id")),
)
register(ReportLink, ("made_by",), How.UNLINK, why="Whoever has the link still reads the report until its day.")
register(
    ReportLink,
    ("note",),
    How.OUTSIDER,
    why="For whom a link was made may be a name; it is taken out, the link stays.",
    outsider=Outsider(path=page("measurement_report", "report_id")),
)
register(ReportPlan, ("made_by",), How.UNLINK, why="The others still want the report.")
register(ReportPlan, ("name",), How.OUTSIDER, why="A report may be called by somebody's name; the name is taken out.")
register(
    ReportPlan,
    ("recipients",),
    How.ANONYMISE,
    why="The others still get the report; who is forgotten gets none.",
    find=lambda person: Q(recipients=person),
    forget=_off_the_list,
)
register(ReportSending, ("person",), How.DELETE)
