"""The life of an item, in the guide's three levels: planning, publication, measurement (guide 2.2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Stage(StrEnum):
    """Where an item stands, in order."""

    IDEA = "idea"
    PLANNED = "planned"
    WRITTEN = "written"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    MEASURED = "measured"


ORDER: Final = tuple(Stage)


class Level(StrEnum):
    """The guide's three levels of an editorial plan."""

    PLANNING = "planning"
    PUBLICATION = "publication"
    MEASUREMENT = "measurement"


LEVEL_OF: Final = {
    Stage.IDEA: Level.PLANNING,
    Stage.PLANNED: Level.PLANNING,
    Stage.WRITTEN: Level.PLANNING,
    Stage.IN_REVIEW: Level.PLANNING,
    Stage.APPROVED: Level.PUBLICATION,
    Stage.SCHEDULED: Level.PUBLICATION,
    Stage.PUBLISHED: Level.MEASUREMENT,
    Stage.MEASURED: Level.MEASUREMENT,
}


@dataclass(frozen=True, slots=True)
class VariantState:
    """What one channel's version of an item looks like, as far as the stage is concerned."""

    is_written: bool
    is_submitted: bool
    is_approved: bool
    is_scheduled: bool
    is_published: bool
    is_measured: bool
    is_withdrawn: bool = False


def stage_of(*, has_date: bool, variants: Iterable[VariantState]) -> Stage:
    """Return the stage of an item: the furthest that every one of its (not withdrawn) versions has reached.

    An item is published as soon as every version that was to go out is out; before anything is written it is planned
    with a date and an idea without.
    """
    counted = [variant for variant in variants if not variant.is_withdrawn]
    if not counted:
        return Stage.PLANNED if has_date else Stage.IDEA
    ladder = (
        (Stage.MEASURED, all(variant.is_measured for variant in counted)),
        (Stage.PUBLISHED, all(variant.is_published for variant in counted)),
        (Stage.SCHEDULED, all(variant.is_scheduled or variant.is_published for variant in counted)),
        (Stage.APPROVED, all(variant.is_approved or variant.is_published for variant in counted)),
        (
            Stage.IN_REVIEW,
            all(variant.is_submitted or variant.is_approved or variant.is_published for variant in counted),
        ),
        (Stage.WRITTEN, all(variant.is_written for variant in counted)),
    )
    return next((stage for stage, reached in ladder if reached), Stage.PLANNED if has_date else Stage.IDEA)
