"""The Django app of this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AdvertisingConfig(AppConfig):
    """Register the room and its place on the rail."""

    name = "leitstand.advertising"
    label = "advertising"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put its place on the rail and its verbs into the palette once all rooms are there."""
        from leitstand.house.context import Place, add_place  # noqa: PLC0415 - models exist only from here on
        from leitstand.house.core.roles import Permission  # noqa: PLC0415
        from leitstand.house.palette import Verb, add_verb  # noqa: PLC0415

        add_place(Place("advertising", _("Advertising"), "banknotes", "advertising_campaigns", 43))
        add_verb(Verb(_("Paid campaigns"), "advertising_campaigns", words=_("ads budget bid spend pacing")))
        add_verb(Verb(_("New paid campaign"), "advertising_new", Permission.PLAN, _("ads objective budget")))
        add_verb(Verb(_("Practice budget"), "advertising_practice", words=_("ads learn lessons cap")))
        add_verb(Verb(_("Segments for advertising"), "advertising_segments", words=_("targeting audience criteria")))
        add_verb(
            Verb(_("Read in an ads report"), "advertising_import", Permission.TYPE_READINGS, _("csv spend results"))
        )
        add_verb(Verb(_("Tests of advertising"), "advertising_tests", words=_("ab lift brand conversion control")))
        add_verb(Verb(_("Ready for automatic advertising?"), "advertising_readiness", words=_("check data catalogue")))
        add_verb(Verb(_("Suppliers for advertising"), "advertising_suppliers", words=_("agency partner certificate")))
