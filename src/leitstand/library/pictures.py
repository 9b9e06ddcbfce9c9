"""Pictures by Pillow: checked, turned upright, freed of everything hidden, cropped, scaled, converted."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps, ImageSequence, UnidentifiedImageError

from leitstand.library.core.likeness import SIDE, Likeness, likeness_of
from leitstand.library.core.recipes import Recipe, smaller
from leitstand.library.errors import Unusable
from leitstand.library.files import new_file

PIXELS_MAX: Final = 80_000_000
SIDE_MAX: Final = 30_000
FRAMES_MAX: Final = 600
THUMB: Final = (480, 480)
_FORMATS: Final = {
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/gif": "GIF",
    "image/webp": "WEBP",
}
# JPEG stands for MPO as well, as cameras write it with two pictures.
_READ: Final = ("JPEG", "PNG", "GIF", "WEBP", "AVIF")
_BROKEN: Final = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    IndexError,
    KeyError,
    MemoryError,
    Image.DecompressionBombError,
)
# We count pixels ourselves, before anything is unpacked.
Image.MAX_IMAGE_PIXELS = PIXELS_MAX


@dataclass(frozen=True, slots=True)
class Picture:
    """A finished picture in the workshop."""

    path: Path
    mime: str
    width: int
    height: int


def clean(source: Path, mime: str) -> Picture:
    """Write a picture anew: upright, in sRGB, with nothing but its pixels; raises Unusable with the reason."""
    with _opened(source) as image:
        try:
            if getattr(image, "n_frames", 1) > 1 and mime in ("image/gif", "image/webp"):
                return _animated(image, mime)
            turned = ImageOps.exif_transpose(image)
            flat = _in_srgb(turned)
            kind = mime if mime in _FORMATS else "image/jpeg"
            return _written(flat, kind, quality=92)
        except _BROKEN as error:
            raise _broken() from error


def thumb(source: Path) -> Path:
    """Write the small picture for lists."""
    with _opened(source) as image:
        try:
            small = _in_srgb(ImageOps.exif_transpose(image)).copy()
        except _BROKEN as error:
            raise _broken() from error
    small.thumbnail(THUMB)
    return _written(small, "image/webp", quality=80).path


def looks(source: Path) -> Likeness:
    """Return what a picture looks like, from its small version; raises Unusable."""
    with _opened(source) as image:
        try:
            flat = _in_srgb(ImageOps.exif_transpose(image))
        except _BROKEN as error:
            raise _broken() from error
    if flat.mode == "RGBA":
        ground = Image.new("RGB", flat.size, "white")
        ground.paste(flat, mask=flat.getchannel("A"))
        flat = ground
    grey = flat.convert("L")
    grids = (
        grey.resize(size, Image.Resampling.BOX, reducing_gap=None).tobytes()
        for size in ((SIDE + 1, SIDE), (SIDE, SIDE + 1))
    )
    across, down = grids
    return likeness_of(list(across), list(down))


def made(source: Path, recipe: Recipe) -> Picture:
    """Make a version by a recipe; where bytes are limited, quality goes down first, then the size."""
    with _opened(source) as image:
        if getattr(image, "n_frames", 1) > 1:
            raise Unusable(
                _("This animation would stand still as another version. Upload it as a video, or save it smaller."),
                code="animated",
            )
        flat = _in_srgb(image)
        if recipe.box:
            box = recipe.box
            flat = flat.crop((box.left, box.top, box.left + box.width, box.top + box.height))
        flat = flat.copy()
    size = (recipe.width, recipe.height)
    while True:
        scaled = flat if flat.size == size else flat.resize(size, Image.Resampling.LANCZOS)
        for quality in (90, 80, 70):
            picture = _written(scaled, recipe.mime, quality=quality)
            if recipe.bytes_max is None or picture.path.stat().st_size <= recipe.bytes_max:
                return picture
            picture.path.unlink()
            if recipe.mime == "image/png":
                break
        if min(size) <= 32:
            raise Unusable(_("This picture cannot be made small enough."), code="too_big")
        size = smaller(*size)


def _opened(source: Path) -> Image.Image:
    try:
        image = Image.open(source, formats=_READ)
    except Image.DecompressionBombError as error:
        raise Unusable(_("The picture has far too many pixels. Save it smaller."), code="too_many_pixels") from error
    except (UnidentifiedImageError, *_BROKEN) as error:
        raise _broken() from error
    width, height = image.size
    if width * height > PIXELS_MAX or max(width, height) > SIDE_MAX:
        image.close()
        raise Unusable(
            _("The picture has %(width)s × %(height)s pixels; more than that is not taken. Save it smaller.")
            % {"width": width, "height": height},
            code="too_many_pixels",
        )
    if getattr(image, "n_frames", 1) > FRAMES_MAX:
        image.close()
        raise Unusable(_("The animation has too many pictures. Upload it as a video."), code="too_many_frames")
    return image


def _in_srgb(image: Image.Image) -> Image.Image:
    """Return the pixels as every screen shows them; the colour profile is applied and left behind."""
    profile = image.info.get("icc_profile")
    has_alpha = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    if profile and image.mode in ("RGB", "CMYK", "L"):
        try:
            converted = ImageCms.profileToProfile(
                image, ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
        except (ImageCms.PyCMSError, *_BROKEN):
            converted = None
        if converted is not None:
            return converted
    return image.convert("RGBA" if has_alpha else "RGB")


def _written(image: Image.Image, mime: str, *, quality: int) -> Picture:
    if mime == "image/jpeg" and image.mode != "RGB":
        ground = Image.new("RGB", image.size, "white")
        ground.paste(image, mask=image.getchannel("A") if "A" in image.getbands() else None)
        image = ground
    # What Pillow would write beside the pixels (profile, XMP, comments) comes from here; EXIF it writes only when told.
    image.info = {}
    path = new_file()
    if mime == "image/png":
        image.save(path, "PNG", optimize=image.size[0] * image.size[1] < 4_000_000)
    elif mime == "image/jpeg":
        image.save(path, "JPEG", quality=quality, optimize=True, progressive=True)
    elif mime == "image/webp":
        image.save(path, "WEBP", quality=quality)
    else:
        image.save(path, _FORMATS[mime])
    return Picture(path, mime, *image.size)


def _animated(image: Image.Image, mime: str) -> Picture:
    frames, durations = [], []
    for frame in ImageSequence.Iterator(image):
        durations.append(int(frame.info.get("duration", 100)) or 100)
        shown = frame.convert("RGBA")
        shown.info = {}
        frames.append(shown)
    path = new_file()
    first, *rest = frames
    first.save(
        path, _FORMATS[mime], save_all=True, append_images=rest, duration=durations,
        loop=int(image.info.get("loop", 0)), disposal=2,
    )  # fmt: skip
    return Picture(path, mime, *image.size)


def _broken() -> Unusable:
    return Unusable(_("The picture is damaged or incomplete. Export it again and try once more."), code="broken")
