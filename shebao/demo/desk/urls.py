"""Addresses of a demonstration: the product's, the bank's answer, and the telephones."""

from django.urls import path

from shebao.site import urls as product

from . import bank, phone

urlpatterns = [
    path("payout/<int:run_id>/simulated/", bank.answer, name="payout_simulated"),
    path("payout/<int:run_id>/simulated/slip/", bank.slip, name="payout_simulated_slip"),
    path("telephone/<slug:reference>/", phone.press, name="telephone_press"),
    *product.urlpatterns,
]
handler403, handler404, handler500 = product.handler403, product.handler404, product.handler500
