"""Really made files for the tests: pictures with hidden data, videos, damaged and hostile ones."""

import io
import struct
import zlib
from pathlib import Path

import av
from PIL import Image, ImageCms

from leitstand.library import files

GPS_LATITUDE = "51.2277"


def workshop(data: bytes) -> Path:
    """Put bytes into the workshop, as an upload does."""
    path = files.new_file()
    path.write_bytes(data)
    return path


def jpeg(
    width: int = 64,
    height: int = 48,
    *,
    exif: bool = False,
    turned: int = 0,
    profile: bool = False,
    noise: bool = False,
) -> bytes:
    """Return a JPEG; with `exif` it says where and with which camera it was taken."""
    image = (
        Image.effect_noise((width, height), 90).convert("RGB")
        if noise
        else Image.linear_gradient("L").resize((width, height)).convert("RGB")
    )
    told = Image.Exif()
    if exif:
        told[0x010F] = "Geheimkamera"
        told.get_ifd(0x8825)[1] = "N"
        told.get_ifd(0x8825)[2] = (51.0, 13.0, 39.7)
    if turned:
        told[0x0112] = turned
    out = io.BytesIO()
    more = {"icc_profile": ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()} if profile else {}
    image.save(out, "JPEG", exif=told, comment=b"Kommentar der Kamera", xmp=b"<x:xmpmeta>Ort</x:xmpmeta>", **more)
    return out.getvalue()


def png(width: int = 64, height: int = 48) -> bytes:
    """Return a PNG with transparency."""
    out = io.BytesIO()
    Image.new("RGBA", (width, height), (10, 20, 30, 128)).save(out, "PNG")
    return out.getvalue()


def gif(frames: int = 3) -> bytes:
    """Return an animated GIF."""
    pictures = [Image.new("RGB", (32, 32), (60 * number, 0, 0)) for number in range(frames)]
    out = io.BytesIO()
    pictures[0].save(out, "GIF", save_all=True, append_images=pictures[1:], duration=120, loop=0, comment=b"Ort")
    return out.getvalue()


def bomb(side: int = 50_000) -> bytes:
    """Return a PNG of a few bytes that says it has 2,500 million pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


# How a player is to turn the picture, in degrees clockwise, as MP4 notes it (ISO 14496-12, section 6.2.2).
_TURNS = {90: (0, 1, -1, 0), 180: (-1, 0, 0, -1), 270: (0, -1, 1, 0)}


def turned(mp4: bytes, degrees: int) -> bytes:
    """Return an MP4 with the note a telephone leaves that was held upright."""
    a, b, c, d = (share * 0x10000 for share in _TURNS[degrees])
    place = mp4.index(b"tkhd") + 4 + 40  # behind times, number, duration, layer and volume
    return mp4[:place] + struct.pack(">9i", a, b, 0, c, d, 0, 0, 0, 0x40000000) + mp4[place + 36 :]


def video(
    seconds: float = 1.0, *, width: int = 64, height: int = 48, codec: str = "libx264", container: str = "mp4",
    left: tuple[int, int, int] | None = None,
) -> bytes:  # fmt: skip
    """Return a video that says where it was taken; with `left` its left half has that colour."""
    path = files.new_file(f".{container}")
    options = {"movflags": "use_metadata_tags"} if container == "mp4" else {}
    with av.open(str(path), "w", format=container, options=options) as out:
        out.metadata["location"] = f"+{GPS_LATITUDE}+006.7735/"
        out.metadata["title"] = "Geheim"
        stream = out.add_stream(codec, rate=10)
        stream.width, stream.height = width, height
        stream.pix_fmt = "yuv422p10le" if codec == "prores" else "yuv420p"
        for number in range(int(seconds * 10)):
            shade = Image.new("RGB", (width, height), (20 * number % 255, 40, 80))
            if left:
                shade.paste(left, (0, 0, width // 2, height))
            out.mux(stream.encode(av.VideoFrame.from_image(shade)))
        out.mux(stream.encode(None))
    data = path.read_bytes()
    path.unlink()
    return data
