"""Addresses: the staff door at the root."""

from django.urls import include, path

urlpatterns = [path("", include("shebao.agency.desk.urls"))]
