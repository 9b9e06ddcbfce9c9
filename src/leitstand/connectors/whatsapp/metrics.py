"""Conversations have no figures of posts. Pure."""

from typing import Final

from leitstand.kernel.reading import Metric

TOLD: Final[frozenset[Metric]] = frozenset()
