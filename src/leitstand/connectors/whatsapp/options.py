"""Nothing is asked about a post: a person puts it into the channel or status by hand. Pure."""

from typing import Final

from leitstand.connector_kit.manifest import Question

OPTIONS: Final[tuple[Question, ...]] = ()
