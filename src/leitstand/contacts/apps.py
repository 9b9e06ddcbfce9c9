"""The Django app of this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContactsConfig(AppConfig):
    """Register the room and its place on the rail."""

    name = "leitstand.contacts"
    label = "contacts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Join the frame once all rooms are there."""
        from leitstand.house.context import Place, add_place  # noqa: PLC0415 - models exist only from here on
        from leitstand.house.core.roles import Permission  # noqa: PLC0415
        from leitstand.house.palette import Verb, add_verb  # noqa: PLC0415

        add_place(Place("contacts", _("Contacts"), "user-group", "contacts_list", 47, Permission.ANSWER))
        add_verb(
            Verb(
                _("Contacts"), "contacts_list", words=_("people outside roles relations"), permission=Permission.ANSWER
            )
        )
        add_verb(
            Verb(
                _("How contacts take other parts"),
                "contacts_roles",
                words=_("buyer rater commenter advocate influencer prosumer report"),
                permission=Permission.SEE_FIGURES,
            )
        )
