"""What the trail says of this room's verbs."""

from django.utils.translation import gettext_lazy as _

from leitstand.house.trails import name_verbs

name_verbs(
    {
        "library.crop_asset": _("cropped a picture"),
        "library.delete_asset": _("deleted a file"),
        "library.describe_asset": _("described a file"),
        "library.fit_media": _("fitted a file to a channel"),
        "library.make_rendition": _("made a version of a file"),
        "library.prepare_video": _("prepared a video"),
        "library.replace_asset": _("replaced a file everywhere"),
        "library.restore_asset": _("brought a file back"),
        "library.take_in": _("uploaded a file"),
    }
)
