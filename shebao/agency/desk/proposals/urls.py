"""Addresses of what was proposed."""

from django.urls import path

from . import prepare, views

urlpatterns = [
    path("proposals/", views.listed, name="proposals"),
    path("proposals/stability/<int:year>/", prepare.stability, name="proposals_stability"),
]
