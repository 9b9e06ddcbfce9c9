"""How this room forgets a person."""

from leitstand.house.erasure import How, Outsider, register
from leitstand.house.outsiders import page
from leitstand.measurement.cost_models import CostLine, Improvement, Income, StepCount
from leitstand.measurement.kpi_models import KpiLine, TypedAmount
from leitstand.measurement.models import NewFollowers, Reading

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
