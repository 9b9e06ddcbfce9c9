"""Root addresses. Everything of a workspace lies under /w/<slug>/."""

from django.urls import include, path

from leitstand.config import health
from leitstand.config.api import joined

urlpatterns = [
    path("bereit", health.ready, name="ready"),
    path("", include("leitstand.house.urls")),
    path("api/v1/", joined().urls),
    path("kanaele/", include("leitstand.channels.public_urls")),
    path("kalender/", include("leitstand.planning.public_urls")),
    path("ideen/", include("leitstand.planning.idea_urls")),
    path("einverstaendnis/", include("leitstand.planning.release_urls")),
    path("einwilligung/", include("leitstand.compliance.public_urls")),
    path("angebote/", include("leitstand.leads.offer_urls")),
    path("veranstaltungen/", include("leitstand.leads.event_urls")),
    path("crm/", include("leitstand.leads.call_urls")),
    path("berichte/", include("leitstand.measurement.public_urls")),
    path("nachrichten/", include("leitstand.community.public_urls")),
    path("rueckmeldung/", include("leitstand.community.guest_urls")),
    path("", include("leitstand.leads.public_urls")),
    path(
        "w/<slug:workspace>/",
        include(
            [
                path("", include("leitstand.overview.urls")),
                path("strategie/", include("leitstand.strategy.urls")),
                path("plan/", include("leitstand.planning.urls")),
                path("", include("leitstand.publishing.urls")),
                path("mediathek/", include("leitstand.library.urls")),
                path("kanaele/", include("leitstand.channels.urls")),
                path("postfach/", include("leitstand.community.urls")),
                path("zuhoeren/", include("leitstand.listening.urls")),
                path("recht/", include("leitstand.compliance.urls")),
                path("kontakte/", include("leitstand.contacts.urls")),
                path("kontakte/chancen/", include("leitstand.leads.urls")),
                path("anzeigen/", include("leitstand.advertising.urls")),
                path("schreiben/links/", include("leitstand.leads.link_urls")),
                path("ergebnisse/", include("leitstand.measurement.urls")),
                path("", include("leitstand.house.workspace_urls")),
            ]
        ),
    ),
]
handler400 = "leitstand.house.views.errors.bad_request"
handler403 = "leitstand.house.views.errors.forbidden"
handler404 = "leitstand.house.views.errors.not_found"
handler500 = "leitstand.house.views.errors.server_error"
