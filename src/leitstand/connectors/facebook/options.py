"""What only this network asks about a post, as data: nothing."""

from typing import Final

from leitstand.connector_kit.manifest import Question

OPTIONS: Final[tuple[Question, ...]] = ()
