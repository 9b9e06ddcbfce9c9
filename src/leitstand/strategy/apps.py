"""The Django app of this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StrategyConfig(AppConfig):
    """Register the room, its place on the rail and its verbs in the palette."""

    name = "leitstand.strategy"
    label = "strategy"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Join the frame once the house is there."""
        from leitstand.house.context import Place, add_place  # noqa: PLC0415 - models exist only from here on
        from leitstand.house.palette import Verb, add_verb  # noqa: PLC0415
        from leitstand.strategy.audience_known import SHEET, audience_written  # noqa: PLC0415
        from leitstand.strategy.known import add_source  # noqa: PLC0415
        from leitstand.strategy.sections import SECTIONS  # noqa: PLC0415

        add_place(Place("strategy", _("Strategy"), "flag", "strategy_overview", 15))
        for section in SECTIONS:
            add_verb(Verb(section.label, section.url_name, words=section.words))
        add_source(SHEET, "strategy", audience_written)
