"""Addresses: the doors of systems and of the public, the staff door at the root, and the pages that say what went wrong."""

from django.urls import include, path

urlpatterns = [
    path("", include("shebao.agency.api.urls")),
    path("", include("shebao.agency.portal.urls")),
    path("", include("shebao.agency.desk.urls")),
]
handler403 = "shebao.agency.desk.errors.forbidden"
handler404 = "shebao.agency.desk.errors.missing"
handler500 = "shebao.agency.desk.errors.broken"
