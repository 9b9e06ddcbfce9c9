"""The Django app of this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OverviewConfig(AppConfig):
    """Register the room and its place on the rail."""

    name = "leitstand.overview"
    label = "overview"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put Today first on the rail."""
        from leitstand.house.context import Place, add_place  # noqa: PLC0415 - models exist only from here on
        from leitstand.house.palette import Verb, add_verb  # noqa: PLC0415
        from leitstand.overview import handlers  # noqa: PLC0415

        handlers.listen()
        add_verb(Verb(_("Rules"), "overview_rules", words=_("automatic when then task workflow")))
        add_place(Place("today", _("Today"), "home", "overview_today", 10, on_phone=True))
        add_place(Place("guide", _("Guide"), "map", "overview_guide", 90))
