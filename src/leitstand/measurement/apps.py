"""The Django app of this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeasurementConfig(AppConfig):
    """Register the room, its place on the rail and what it listens to."""

    name = "leitstand.measurement"
    label = "measurement"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Measurement"

    def ready(self) -> None:
        """Join the frame and the events once all rooms are there."""
        from leitstand.house.context import Place, add_place  # noqa: PLC0415 - models exist only from here on
        from leitstand.house.core.roles import Permission  # noqa: PLC0415
        from leitstand.house.palette import Verb, add_verb  # noqa: PLC0415
        from leitstand.measurement import handlers  # noqa: PLC0415
        from leitstand.measurement.audience import audience_measured  # noqa: PLC0415
        from leitstand.strategy.audience_known import SHEET  # noqa: PLC0415
        from leitstand.strategy.known import add_source  # noqa: PLC0415

        handlers.listen()
        add_source(SHEET, "measurement", audience_measured)
        add_place(Place("results", _("Results"), "chart-bar", "measurement_results", 50, on_phone=True))
        add_verb(Verb(_("Thanks with results"), "measurement_thanks", words=_("contributors ideas experts")))
        add_verb(Verb(_("Enter figures"), "measurement_unmeasured", Permission.TYPE_READINGS))
        add_verb(Verb(_("Long view"), "measurement_long_view", Permission.SEE_FIGURES, _("continuity trend months")))
        add_verb(Verb(_("ROI"), "measurement_roi", Permission.SEE_FIGURES, _("return revenue worth campaign")))
        add_verb(Verb(_("Costs"), "measurement_costs", Permission.SEE_FIGURES, _("money bills hours salaries agency")))
        add_verb(Verb(_("Enter a cost"), "measurement_new_cost", Permission.TYPE_READINGS))
        add_verb(Verb(_("Customer journey"), "measurement_journey", Permission.SEE_FIGURES, _("funnel leads deals")))
        add_verb(Verb(_("Optimisation log"), "measurement_improvements", Permission.SEE_FIGURES, _("changes learned")))
        add_verb(Verb(_("Read in figures"), "measurement_import", Permission.TYPE_READINGS))
