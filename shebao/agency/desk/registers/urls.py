"""Addresses of the registers."""

from django.urls import path

from . import archives, supervision, views

urlpatterns = [
    path("registers/", views.overview, name="registers"),
    path("registers/supervision/", supervision.supervision, name="registers_supervision"),
    path("registers/archives/", archives.archives, name="registers_archives"),
    path("registers/<slug:register>/", views.register, name="registers_list"),
    path("registers/<slug:register>/<int:record_id>/", views.one, name="registers_one"),
]
