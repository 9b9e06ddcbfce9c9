"""Nothing is published to a feed, so nothing is asked about a post. Pure."""

from typing import Final

from leitstand.connector_kit.manifest import Question

OPTIONS: Final[tuple[Question, ...]] = ()
