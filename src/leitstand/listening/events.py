"""What this room announces."""

from dataclasses import dataclass

from leitstand.house.events import Event
from leitstand.listening.models import AlarmRaised


@dataclass(frozen=True, slots=True)
class AlarmGiven(Event):
    """Something is said more often, or otherwise, than usual."""

    raised: AlarmRaised
