"""Addresses of the position of the fund, statements, vouchers."""

from django.urls import path

from . import forms, month_end, views

urlpatterns = [
    path("fund/", views.position, name="fund"),
    path("fund/forms/", forms.forms, name="fund_forms"),
    path("fund/month-end/", month_end.month_end, name="fund_month_end"),
    path("statements/", views.statements, name="statements"),
    path("vouchers/", views.vouchers, name="vouchers"),
    path("vouchers/<int:voucher_id>/", views.voucher, name="vouchers_one"),
    path("vouchers/<int:voucher_id>/check/", views.check, name="vouchers_check"),
]
