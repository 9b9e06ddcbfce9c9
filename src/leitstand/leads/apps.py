"""The Django app of this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LeadsConfig(AppConfig):
    """Register the room; on the rail it stands with the contacts."""

    name = "leitstand.leads"
    label = "leads"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put its verbs into the palette once all rooms are there."""
        from leitstand.house.core.roles import Permission  # noqa: PLC0415 - models exist only from here on
        from leitstand.house.palette import Verb, add_verb  # noqa: PLC0415
        from leitstand.leads import handlers  # noqa: PLC0415

        handlers.listen()
        add_verb(
            Verb(
                _("Offers for leads"),
                "leads_magnets",
                Permission.ANSWER,
                _("lead magnet form landing page checklist download"),
            )
        )
        add_verb(
            Verb(
                _("Connections to CRMs"),
                "leads_crms",
                Permission.ANSWER,
                _("crm hubspot tryton webhook import export stages"),
            )
        )
        add_verb(
            Verb(
                _("Leads that became deals"),
                "leads_rate",
                Permission.SEE_FIGURES,
                _("lead to deal rate conversion stage value"),
            )
        )
        add_verb(Verb(_("Opportunities"), "leads_list", Permission.ANSWER, _("sales deals pipeline leads")))
        add_verb(
            Verb(
                _("What social media contributed to deals"),
                "leads_contribution",
                Permission.SEE_FIGURES,
                _("sales won value closing phone meeting"),
            )
        )
        add_verb(Verb(_("Short links"), "leads_links", words=_("clicks redirect slug")))
        add_verb(
            Verb(
                _("What links brought"),
                "leads_brought",
                Permission.SEE_FIGURES,
                _("clicks leads sales conversions value post campaign"),
            )
        )
        add_verb(
            Verb(
                _("What people did after a post"),
                "leads_outcomes",
                Permission.SEE_FIGURES,
                _("conversions purchases shop discovered survey"),
            )
        )
