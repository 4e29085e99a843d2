"""Addresses of the public doors."""

from django.urls import include, path

urlpatterns = [
    path("my/", include("shebao.agency.portal.my.urls")),
    path("unit/", include("shebao.agency.portal.unit.urls")),
    path("kiosk/", include("shebao.agency.portal.kiosk.urls")),
    path("open/", include("shebao.agency.portal.open.urls")),
]
