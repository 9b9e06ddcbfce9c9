"""The Django app of this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChannelsConfig(AppConfig):
    """Register the room, its place on the rail and what it listens to."""

    name = "leitstand.channels"
    label = "channels"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Join the frame and the events once all rooms are there."""
        from leitstand.channels import handlers, queries  # noqa: PLC0415 - models exist only from here on
        from leitstand.house import setup  # noqa: PLC0415
        from leitstand.house.context import Place, add_place  # noqa: PLC0415
        from leitstand.house.core.roles import Permission  # noqa: PLC0415
        from leitstand.house.palette import Verb, add_verb  # noqa: PLC0415

        handlers.listen()
        setup.lead_to_first_channel("channels_connect")
        add_place(Place("channels", _("Channels"), "signal", "channels_list", 90, count=queries.waiting_for))
        add_verb(
            Verb(_("Connect a channel"), "channels_connect", Permission.MANAGE_CHANNELS, _("network profile sign in"))
        )
        add_verb(Verb(_("Open the access register"), "channels_register", words=_("rights leaver review")))
