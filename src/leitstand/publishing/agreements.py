"""What people, customers and partners must agree to before anybody may approve a post (guide 2.3)."""

from datetime import date

from leitstand.house.errors import Impossible
from leitstand.planning.models import Item
from leitstand.planning.queries.people import demands_of
from leitstand.planning.release_words import say


def must_be_agreed(item: Item, today: date) -> None:
    """Raise Impossible where somebody has not agreed, or agreed to other words."""
    missing = [sentence for one in demands_of(item, today) if (sentence := say(one))]
    if missing:
        raise Impossible(" ".join(missing), code="no_agreement")
