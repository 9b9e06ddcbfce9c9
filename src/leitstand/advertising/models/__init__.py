"""Tables of this room, one module for each theme."""

from leitstand.advertising.models.campaigns import (
    BIDS,
    PaidCampaign,
    PaidChange,
    PracticeBudget,
    PracticeLesson,
)
from leitstand.advertising.models.figures import AdFigures, AdImport
from leitstand.advertising.models.ready import DataUse, ReadinessAnswer, Supplier
from leitstand.advertising.models.targets import ChecklistItem, Creative, CreativeText, Segment
from leitstand.advertising.models.trials import AdTest, TestCell

__all__ = [
    "BIDS",
    "AdFigures",
    "AdImport",
    "AdTest",
    "ChecklistItem",
    "Creative",
    "CreativeText",
    "DataUse",
    "PaidCampaign",
    "PaidChange",
    "PracticeBudget",
    "PracticeLesson",
    "ReadinessAnswer",
    "Segment",
    "Supplier",
    "TestCell",
]
