"""Why a file cannot be used, in words for the person who brought it."""

from leitstand.house.errors import Impossible


class Unusable(Impossible):
    """The file cannot be used; the message says why and what would help."""
