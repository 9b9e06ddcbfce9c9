"""The Django app of this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LibraryConfig(AppConfig):
    """Register the room under its short name."""

    name = "leitstand.library"
    label = "library"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the library on the rail."""
        from leitstand.house.context import Place, add_place  # noqa: PLC0415 - models are there only now

        add_place(Place("library", _("Library"), "photo", "library_list", order=60))
