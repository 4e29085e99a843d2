"""Addresses of the exchange."""

from django.urls import path

from . import clients, views

urlpatterns = [
    path("exchange/", views.listed, name="exchange"),
    path("exchange/new/<slug:key>/", views.hand_in, name="exchange_new"),
    path("exchange/<int:batch_id>/", views.one, name="exchange_one"),
    path("exchange/<int:batch_id>/again/", views.again, name="exchange_again"),
    path("exchange/<int:batch_id>/settle/", views.settle, name="exchange_settle"),
    path("exchange/clients/", clients.listed, name="exchange_clients"),
    path("exchange/clients/<int:client_id>/secret/", clients.secret, name="exchange_secret"),
]
