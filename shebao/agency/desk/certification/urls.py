"""Addresses of the overview of life certification."""

from django.urls import path

from . import views

urlpatterns = [
    path("certification/notices/", views.notices, name="certification_notices"),
    path("certification/", views.overview, name="certification"),
]
