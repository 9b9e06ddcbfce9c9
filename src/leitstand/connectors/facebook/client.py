"""HTTP only: which host and version of the dialect this network speaks, and which of its codes mean a refused file."""

from typing import Final

from leitstand.connector_kit.versions import in_use, load_versions

VERSIONS: Final = load_versions("leitstand.connectors.facebook")
VERSION: Final = next(version.name for version in (in_use(VERSIONS),) if version)
ROOT: Final = f"https://graph.facebook.com/{VERSION}"
HOSTS: Final = ("graph.facebook.com", "rupload.facebook.com", "www.facebook.com")
# Photo: 324 no file, 389 could not be fetched, 1366046 cannot be read; reels: size, resolution, duration, frame rate.
MEDIA_CODES: Final = frozenset({324, 389, 1366046, 1363040, 1363127, 1363128, 1363129, 1363030})
