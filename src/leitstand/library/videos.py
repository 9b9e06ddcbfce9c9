"""Videos by PyAV: measured, freed of everything hidden, with a picture for lists, converted for channels."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _
from PIL import Image

from leitstand.library.core.recipes import Recipe
from leitstand.library.errors import Unusable
from leitstand.library.files import new_file
from leitstand.library.pictures import THUMB

AUDIO_BITS: Final = 128_000
SIDE_MAX: Final = 8192
_CHECKED_FRAMES: Final = 5
_WEBM_CODECS: Final = frozenset({"vp8", "vp9", "av1"})
logging.getLogger("libav").setLevel(logging.CRITICAL)


@cache
def _av() -> Any:
    """Load PyAV with the libraries of FFmpeg when the first video comes: 19 MB that most processes never need."""
    import av  # noqa: PLC0415

    return av


def _faults(*more: type[BaseException]) -> tuple[type[BaseException], ...]:
    return (_av().error.FFmpegError, ValueError, EOFError, IndexError, ZeroDivisionError, *more)


class _NoPlace(Exception):
    """The fresh file cannot hold what the streams are coded as."""


Tell = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Video:
    """What a video is."""

    mime: str
    width: int
    height: int
    seconds: float
    codec: str
    frames_per_second: float


def measure(source: Path) -> Video:
    """Return what a video is after decoding its first pictures; raises Unusable where it is none, or damaged.

    Width and height are what a player shows: telephones store an upright video lying, with a note how to turn it.
    """
    try:
        with _av().open(str(source)) as container:
            stream = next(iter(container.streams.video), None)
            if stream is None:
                raise Unusable(_("There is no moving picture in this file."), code="no_video")
            shown, turn = 0, 0
            for frame in container.decode(stream):
                turn = _turn(frame)
                shown += 1
                if shown >= _CHECKED_FRAMES:
                    break
            width, height, seconds = stream.width, stream.height, _seconds(container, stream)
            if turn in (90, 270):
                width, height = height, width
            codec = stream.codec_context.codec.canonical_name
            rate = float(stream.average_rate or 0)
    except _faults() as error:
        raise _broken() from error
    if not shown or not width or not height or seconds is None or seconds <= 0:
        raise _broken()
    if max(width, height) > SIDE_MAX:
        raise Unusable(_("The video is larger than %(side)s pixels.") % {"side": SIDE_MAX}, code="too_many_pixels")
    return Video("video/webm" if codec in _WEBM_CODECS else "video/mp4", width, height, seconds, codec, rate)


def clean(source: Path, video: Video, tell: Tell | None = None) -> Path:
    """Copy picture and sound into a fresh file: nothing is coded anew, and place, device and author stay behind.

    What editing programs code (ProRes) has no place in such a file, and no network shows it: that becomes H.264.
    """
    suffix = ".webm" if video.mime == "video/webm" else ".mp4"
    path = new_file(suffix)
    try:
        with _av().open(str(source)) as inside, _av().open(str(path), "w", format=suffix[1:]) as outside:
            streams = [inside.streams.video[0], *inside.streams.audio[:1]]
            if any(stream.codec_context.codec.canonical_name not in outside.supported_codecs for stream in streams):
                raise _NoPlace  # noqa: TRY301 - both files have to be closed first
            copies: dict[int, Any] = {}
            for stream in streams:
                copy = outside.add_stream_from_template(stream)
                copy.metadata.clear()
                copies[stream.index] = copy
            outside.metadata.clear()
            told = 0
            for packet in inside.demux(streams):
                if packet.dts is None:
                    continue
                if tell and packet.pts is not None and packet.time_base and video.seconds:
                    share = min(99, int(100 * float(packet.pts * packet.time_base) / video.seconds))
                    if share > told + 4:
                        told = share
                        tell(share)
                packet.stream = copies[packet.stream.index]
                outside.mux(packet)
    except _NoPlace:
        path.unlink(missing_ok=True)
        even = (video.width - video.width % 2, video.height - video.height % 2)
        return made(source, Recipe("video", "video/mp4", *even, codec="h264"), tell)
    except _faults() as error:
        path.unlink(missing_ok=True)
        raise _broken() from error
    return path


def thumb(source: Path, video: Video) -> Path:
    """Write a picture from a tenth into the video."""
    try:
        with _av().open(str(source)) as container:
            stream = container.streams.video[0]
            if stream.time_base:
                container.seek(int(video.seconds / 10 / stream.time_base), stream=stream)
            frame: Any = next(container.decode(stream))
            picture: Image.Image = frame.to_image().rotate(-_turn(frame), expand=True)
    except _faults(StopIteration) as error:
        raise _broken() from error
    picture.thumbnail(THUMB)
    path = new_file()
    picture.save(path, "WEBP", quality=80)
    return path


def made(source: Path, recipe: Recipe, tell: Tell | None = None) -> Path:
    """Code a video anew as H.264 with AAC, with as many bits as its bytes allow."""
    video = measure(source)
    path = new_file(".mp4")
    rate = Fraction(video.frames_per_second).limit_denominator(1001) if video.frames_per_second else Fraction(25)
    try:
        with (
            _av().open(str(source)) as inside,
            _av().open(str(path), "w", format="mp4", options={"movflags": "+faststart"}) as outside,
        ):
            picture = outside.add_stream("libx264", rate=min(rate, Fraction(60)))
            picture.width, picture.height, picture.pix_fmt = recipe.width, recipe.height, "yuv420p"
            picture.options = {"preset": "veryfast"}
            if recipe.bytes_max is not None:
                picture.bit_rate = _bits(recipe.bytes_max, video.seconds)
            heard = next(iter(inside.streams.audio), None)
            sound = outside.add_stream("aac", rate=heard.rate or 48_000) if heard else None
            if sound is not None:
                sound.bit_rate = AUDIO_BITS
            told = 0
            turned = _Turned()
            wanted: list[Any] = [inside.streams.video[0], *([heard] if heard else [])]
            frames: Iterator[Any] = inside.decode(*wanted)
            for frame in frames:
                if isinstance(frame, _av().VideoFrame):
                    if (
                        tell
                        and frame.time is not None
                        and (share := min(99, int(100 * frame.time / video.seconds))) > told + 4
                    ):
                        told = share
                        tell(share)
                    upright = turned(frame).reformat(recipe.width, recipe.height, "yuv420p")
                    outside.mux(picture.encode(upright))
                elif sound is not None and isinstance(frame, _av().AudioFrame):
                    outside.mux(sound.encode(frame))
            outside.mux(picture.encode(None))
            if sound is not None:
                outside.mux(sound.encode(None))
    except _faults() as error:
        path.unlink(missing_ok=True)
        raise _broken() from error
    if recipe.bytes_max is not None and path.stat().st_size > recipe.bytes_max:
        path.unlink()
        raise Unusable(_("This video cannot be made small enough. Cut it shorter."), code="too_big")
    return path


class _Turned:
    """Turns the pictures of a video as its note says; what has none is handed back as it is."""

    def __init__(self) -> None:
        self._graph: Any = None

    def __call__(self, frame: Any) -> Any:
        turn = _turn(frame)
        if not turn:
            return frame
        if self._graph is None:
            self._graph = _av().filter.Graph()
            steps = {90: (("transpose", "clock"),), 180: (("hflip", None), ("vflip", None))}
            filters = [
                self._graph.add_buffer(
                    width=frame.width, height=frame.height, format=frame.format, time_base=frame.time_base
                ),
                *(self._graph.add(*step) for step in steps.get(turn, (("transpose", "cclock"),))),
                self._graph.add("buffersink"),
            ]
            self._graph.link_nodes(*filters).configure()
        self._graph.push(frame)
        upright = self._graph.pull()
        upright.pts, upright.time_base = frame.pts, frame.time_base
        return upright


def _turn(frame: Any) -> int:
    """Return by how many degrees clockwise a player turns a picture: 0, 90, 180 or 270."""
    rotation: float = frame.rotation
    return -round(rotation / 90) * 90 % 360


def _bits(most: int, seconds: float) -> int:
    # A tenth is kept back for the container and for scenes that need more.
    return max(100_000, int(most * 8 * 0.9 / max(seconds, 0.1)) - AUDIO_BITS)


def _seconds(container: Any, stream: Any) -> float | None:
    if stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    return float(container.duration) / _av().time_base if container.duration else None


def _broken() -> Unusable:
    return Unusable(_("The video is damaged or incomplete. Export it again and try once more."), code="broken")
