"""How this room forgets a person."""

from leitstand.house.erasure import How, register
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
