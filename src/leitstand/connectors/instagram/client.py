"""HTTP only: which host and version of the dialect this network speaks, and which of its codes mean a refused file."""

from typing import Final

from leitstand.connector_kit.versions import in_use, load_versions

VERSIONS: Final = load_versions("leitstand.connectors.instagram")
VERSION: Final = next(version.name for version in (in_use(VERSIONS),) if version)
ROOT: Final = f"https://graph.facebook.com/{VERSION}"
HOSTS: Final = ("graph.facebook.com", "rupload.facebook.com", "www.facebook.com")
# Too large, wrong type, ratio, film, carousel, could not be fetched.
MEDIA_CODES: Final = frozenset({2207004, 2207005, 2207009, 2207026, 2207028, 2207052, 36003, 9004, 352})
