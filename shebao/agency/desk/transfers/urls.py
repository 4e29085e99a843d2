"""Addresses of transfers."""

from django.urls import path

from . import views

urlpatterns = [
    path("transfers/", views.board, name="transfers"),
    path("transfers/<int:case_id>/", views.one, name="transfers_one"),
    path("transfers/<int:case_id>/<slug:kind>/", views.download, name="transfers_packet"),
]
