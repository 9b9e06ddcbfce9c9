"""Searches, what is read for them, and what was found."""

from leitstand.listening.models.alarms import ALARM_KINDS, Alarm, AlarmRaised
from leitstand.listening.models.figures import DayFigures, HourFigures, TermHour
from leitstand.listening.models.found import LANGUAGES, TONES, Group, GroupBand, Match, Mention
from leitstand.listening.models.intake import SOURCE_KINDS, Intake, Known, Passed, Source
from leitstand.listening.models.reports import DESKS, FINDING_STATES, Finding, TermDay, Topic, WatchWord
from leitstand.listening.models.searches import PURPOSES, LookBack, Search
from leitstand.listening.models.streams import Stream
from leitstand.listening.models.tone import Correction, ToneDelta
from leitstand.listening.models.work import CHANCE_STATES, MADE, MARKS, Chance, ChanceTerm, Handling, MadeOf

__all__ = [
    "ALARM_KINDS",
    "CHANCE_STATES",
    "DESKS",
    "FINDING_STATES",
    "LANGUAGES",
    "MADE",
    "MARKS",
    "PURPOSES",
    "SOURCE_KINDS",
    "TONES",
    "Alarm",
    "AlarmRaised",
    "Chance",
    "ChanceTerm",
    "Correction",
    "DayFigures",
    "Finding",
    "Group",
    "GroupBand",
    "Handling",
    "HourFigures",
    "Intake",
    "Known",
    "LookBack",
    "MadeOf",
    "Match",
    "Mention",
    "Passed",
    "Search",
    "Source",
    "Stream",
    "TermDay",
    "TermHour",
    "ToneDelta",
    "Topic",
    "WatchWord",
]
