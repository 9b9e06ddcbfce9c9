"""How this room forgets a person."""

from leitstand.house.erasure import How, register
from leitstand.overview.models import AutoRule

register(AutoRule, ("person",), How.DELETE)
