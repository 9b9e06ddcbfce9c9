"""The Django app of this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ListeningConfig(AppConfig):
    """Register the room, its place on the rail and what it listens to."""

    name = "leitstand.listening"
    label = "listening"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Join the frame and the events once all rooms are there."""
        from leitstand.house.context import Place, add_place  # noqa: PLC0415 - models exist only from here on
        from leitstand.house.palette import Verb, add_verb  # noqa: PLC0415
        from leitstand.listening import handlers  # noqa: PLC0415

        handlers.listen()
        add_place(Place("listening", _("Listening"), "megaphone", "listening_searches", 47))
        add_verb(Verb(_("Listening"), "listening_searches", words=_("search mentions monitoring tone brand")))
        add_verb(Verb(_("Sources that are read"), "listening_sources", words=_("feed import csv listening")))
        add_verb(Verb(_("Chances"), "listening_chances", words=_("sales leads buying intent opportunity inbox")))
