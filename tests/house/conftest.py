"""The browser for the tests of this folder."""

from tests.journeys.browser import browser, context, page

__all__ = ["browser", "context", "page"]
