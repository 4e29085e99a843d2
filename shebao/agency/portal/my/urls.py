"""Addresses of /my/."""

from django.urls import path

from shebao.agency.portal.kiosk.views import end

from . import apply, family, home, mailbox, matters, papers, sign_in

urlpatterns = [
    path("", home.home, name="my_home"),
    path("in/", sign_in.come, name="my_in"),
    path("in/code/", sign_in.code, name="my_code"),
    path("out/", sign_in.go, name="my_out"),
    path("ends/", end, name="my_ends"),
    path("payments/", home.payments, name="my_payments"),
    path("award/<slug:scheme>/", home.award, name="my_award"),
    path("estimate/", apply.estimate, name="my_estimate"),
    path("apply/", apply.services, name="my_apply"),
    path("apply/<slug:key>/", apply.ask, name="my_ask"),
    path("certify/", apply.certify, name="my_certify"),
    path("matters/", matters.listed, name="my_matters"),
    path("matters/<int:row_id>/", matters.one, name="my_matter"),
    path("certificates/<int:number>/", matters.certificate, name="my_certificate"),
    path("statements/", papers.listed, name="my_statements"),
    path("statements/<slug:scheme>/<int:year>/", papers.pdf, name="my_statement"),
    path("family/", family.family, name="my_family"),
    path("family/<int:binding_id>/choose/", family.choose, name="my_choose"),
    path("family/<int:binding_id>/revoke/", family.revoke, name="my_revoke"),
    path("messages/", mailbox.messages, name="my_messages"),
    path("messages/<int:message_id>/reply/", mailbox.reply, name="my_reply"),
]
