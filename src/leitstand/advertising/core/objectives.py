"""What a paid campaign can aim at: objectives in three stages, what each ads manager calls them, and leading figures. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final, Literal, cast

from leitstand.advertising.core import data_files as read
from leitstand.kernel.words import Words, words_of

StageId = Literal["awareness", "consideration", "conversion"]
Funnel = Literal["upper", "middle", "lower"]
_FUNNELS: Final = ("upper", "middle", "lower")


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the way to the purchase."""

    id: StageId
    words: Words


@dataclass(frozen=True, slots=True)
class Objective:
    """What a campaign is for; `source` is the guide's section, or the network that alone knows it."""

    id: str
    stage: StageId
    words: Words
    source: str


@dataclass(frozen=True, slots=True)
class Kpi:
    """A figure that decides on success; `metric` "" where no report tells it and a test must."""

    id: str
    funnel: Funnel
    metric: str
    stages: frozenset[str]
    words: Words


@dataclass(frozen=True, slots=True)
class AdNetwork:
    """An ads manager: its names of the objectives, and how long headline and text may be before they are cut."""

    id: str
    name: str
    objectives: Mapping[str, Words]
    headline: int
    body: int
    source: str
    as_of: date


@dataclass(frozen=True, slots=True)
class Objectives:
    """Everything the file says."""

    version: int
    as_of: date
    stages: tuple[Stage, ...]
    objectives: tuple[Objective, ...]
    kpis: tuple[Kpi, ...]
    networks: tuple[AdNetwork, ...]

    def objective(self, name: str) -> Objective | None:
        """Return an objective by its id; None where there is none."""
        return next((one for one in self.objectives if one.id == name), None)

    def kpi(self, name: str) -> Kpi | None:
        """Return a leading figure by its id; None where there is none."""
        return next((one for one in self.kpis if one.id == name), None)

    def network(self, name: str) -> AdNetwork | None:
        """Return an ads manager by its id; None where there is none."""
        return next((one for one in self.networks if one.id == name), None)


@cache
def objectives() -> Objectives:
    """Return the objectives of this installation; raises ValueError for a file that is not whole."""
    return tame(read.load("objectives"))


def tame(raw: read.Raw) -> Objectives:
    """Tame what the file says; raises ValueError naming the place where it is not whole."""
    stages = tuple(Stage(cast("StageId", read.text(one, "id")), read.words(one)) for one in read.many(raw, "stage"))
    known = {stage.id for stage in stages}
    found = tuple(
        Objective(
            read.text(one, "id"), cast("StageId", read.text(one, "stage")), read.words(one), read.text(one, "source")
        )
        for one in read.many(raw, "objective")
    )
    if lost := [one.id for one in found if one.stage not in known]:
        raise ValueError(f"{lost}: no such stage")
    ids = {one.id for one in found}
    return Objectives(
        read.number(raw, "version"),
        read.day(raw),
        stages,
        found,
        tuple(_kpi(one, known) for one in read.many(raw, "kpi")),
        tuple(_network(one, ids) for one in read.many(raw, "network")),
    )


def fits(objective: Objective, kpi: Kpi) -> bool:
    """Whether a leading figure measures the stage the objective belongs to."""
    return objective.stage in kpi.stages


def _kpi(raw: read.Raw, stages: set[StageId]) -> Kpi:
    fitting, funnel = frozenset(read.texts(raw, "stages")), read.text(raw, "funnel")
    if not fitting or fitting - stages or funnel not in _FUNNELS:
        raise ValueError(f"kpi {raw.get('id')}: stages or funnel make no sense")
    return Kpi(read.text(raw, "id"), cast("Funnel", funnel), read.text(raw, "metric"), fitting, read.words(raw))


def _network(raw: read.Raw, ids: set[str]) -> AdNetwork:
    called = read.one(raw, "objectives")
    if lost := set(called) - ids:
        raise ValueError(f"{raw.get('id')}: no such objective: {sorted(lost)}")
    return AdNetwork(
        read.text(raw, "id"),
        read.text(raw, "name"),
        {name: words_of(said, f"{raw.get('id')} {name}") for name, said in called.items()},
        read.number(raw, "headline"),
        read.number(raw, "body"),
        read.text(raw, "source"),
        read.day(raw),
    )
