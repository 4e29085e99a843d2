"""Addresses of the position of the fund, statements, vouchers."""

from django.urls import path

from . import views

urlpatterns = [
    path("fund/", views.position, name="fund"),
    path("statements/", views.statements, name="statements"),
    path("vouchers/", views.vouchers, name="vouchers"),
    path("vouchers/<int:voucher_id>/", views.voucher, name="vouchers_one"),
]
