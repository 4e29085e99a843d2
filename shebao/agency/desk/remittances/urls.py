"""Addresses of orders to bodies."""

from django.urls import path

from . import views

urlpatterns = [
    path("remittances/", views.orders, name="remittances"),
    path("remittances/<int:order_id>/", views.one, name="remittances_one"),
    path("remittances/<int:order_id>/file/", views.download, name="remittances_file"),
]
