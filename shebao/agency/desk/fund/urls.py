"""Addresses of the position of the fund, its ledgers, statements, vouchers, and what stands beside them."""

from django.urls import path

from . import forms, ledger, month_end, orders, pack, reports, views

urlpatterns = [
    path("fund/", views.position, name="fund"),
    path("fund/forms/", forms.forms, name="fund_forms"),
    path("fund/month-end/", month_end.month_end, name="fund_month_end"),
    path("fund/ledger/", ledger.trial_balance, name="fund_ledger"),
    path("fund/ledger/<str:code>/", ledger.account, name="fund_account"),
    path("fund/orders/", orders.orders_page, name="fund_orders"),
    path("fund/local/", orders.local_page, name="fund_local"),
    path("fund/reports/", reports.report_list, name="fund_reports"),
    path("fund/reports/<int:report_id>/", reports.report, name="fund_report"),
    path("fund/reports/<int:report_id>/xlsx/", reports.as_spreadsheet, name="fund_report_xlsx"),
    path("fund/pack/", pack.pack, name="fund_pack"),
    path("fund/pack/pdf/", pack.pack_pdf, name="fund_pack_pdf"),
    path("statements/", views.statements, name="statements"),
    path("vouchers/", views.vouchers, name="vouchers"),
    path("vouchers/<int:voucher_id>/", views.voucher, name="vouchers_one"),
    path("vouchers/<int:voucher_id>/check/", views.check, name="vouchers_check"),
]
