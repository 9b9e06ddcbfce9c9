"""How fast the engine lives; every span is handed in, so that a test can live faster."""

from dataclasses import dataclass, field
from datetime import timedelta

from leitstand.publishing.core.circuit import Breaker
from leitstand.publishing.core.retry import BackOff


@dataclass(frozen=True, slots=True)
class Pace:
    """Spans in seconds. `lease` runs out unless renewed; together with `looks` it bounds recovery to under a minute.

    `looks` are the moments after a lost answer at which the network is asked; absent counts as certain from
    `sure_after` on. `batch` publications of a channel are claimed at once, `lanes` channels are walked at a
    time; while any is, the house is told only every `telling`.
    """

    lease: float = 20.0
    renew: float = 5.0
    poll: float = 1.0
    housekeeping: float = 2.0
    looks: tuple[float, ...] = (0.0, 3.0, 10.0, 25.0)
    sure_after: float = 10.0
    batch: int = 25
    lanes: int = 50
    call: float = 90.0
    upload: float = 1800.0
    farewell: float = 10.0
    telling: float = 0.5
    back_off: BackOff = field(default_factory=BackOff)
    look_again: BackOff = field(
        default_factory=lambda: BackOff(base=timedelta(minutes=1), cap=timedelta(hours=1), least=timedelta(seconds=20))
    )
    look_again_times: int = 8
    breaker: Breaker = field(default_factory=Breaker)
