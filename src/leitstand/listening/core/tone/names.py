"""The words of this drawer: what a text is found to be."""

from dataclasses import dataclass
from typing import Final, Literal

LanguageName = Literal["de", "en", "other", "und"]
"""`other`: a language that is not read; `und`: too short, or nothing to tell it by."""
Label = Literal["positive", "neutral", "negative"]
"""What a person may say a text is."""
ToneName = Literal["positive", "neutral", "negative", "unsure"]

LABELS: Final[tuple[Label, ...]] = ("negative", "neutral", "positive")


@dataclass(frozen=True, slots=True)
class Tone:
    """What one text was found to be, with probabilities.

    `tone` is None where the text is neither German nor English; `leaning` is the likeliest of the three, also where `tone`
    is "unsure"; `offensive` and `praise` are None where the text is not German.
    """

    language: LanguageName
    language_sure: float
    tone: ToneName | None
    leaning: Label | None
    positive: float
    neutral: float
    negative: float
    offensive: float | None
    praise: float | None

    @property
    def sure(self) -> float:
        """Return the probability of what it leans to; 0 where no tone is told."""
        return max(self.positive, self.neutral, self.negative)


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person says a text is."""

    text: str
    label: Label
