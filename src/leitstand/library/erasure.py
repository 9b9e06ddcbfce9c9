"""How this room forgets a person."""

from leitstand.house.erasure import How, register
from leitstand.library.models import Asset, Order

WORK = "The pictures and videos belong to the company; only who brought them is forgotten."

register(Asset, ("uploaded_by",), How.UNLINK, why=WORK)
register(Asset, ("name", "alt_text"), How.NOT_ABOUT_A_PERSON, why="The file's name and what is seen on it.")
register(Order, ("ordered_by",), How.UNLINK, why=WORK)
