"""The Django app of this room."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class HouseConfig(AppConfig):
    """Register the room under its short name, and gather what the rooms declare to the house."""

    name = "leitstand.house"
    label = "house"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Load what each room tells about its verbs, its notices, how it forgets and how long it keeps; listen to allauth."""
        autodiscover_modules("trail", "notices", "erasure", "retention")
        from leitstand.house.wiring import connect  # noqa: PLC0415 - models exist only now

        connect()
