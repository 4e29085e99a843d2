"""Addresses of the staff pages. The first word of a name says which entry of the rail is lit."""

from __future__ import annotations

from django.urls import path

from .views import certification, estimate, fund, home, journal, law, matters, payout, payout_rows, people, person, session, sheets, verify

urlpatterns = [
    path("login/", session.Login.as_view(), name="login"),
    path("logout/", session.Logout.as_view(), name="logout"),
    path("letters/", session.letters, name="letters"),
    path("", home.home, name="home"),
    path("help/", home.keys_and_words, name="help"),
    path("search/", people.search, name="search"),
    path("people/", people.people_list, name="people"),
    path("people/<int:person_id>/", person.one, name="people_one"),
    path("people/<int:person_id>/number/", person.unmask, name="people_unmask"),
    path("payout/", payout.runs, name="payout"),
    path("payout/new/", payout.propose, name="payout_propose"),
    path("payout/<int:run_id>/", payout.one, name="payout_one"),
    path("payout/<int:run_id>/lines/", payout_rows.lines, name="payout_lines"),
    path("payout/<int:run_id>/changes/", payout_rows.changes, name="payout_changes"),
    path("payout/<int:run_id>/held/", payout_rows.exclusions, name="payout_held"),
    path("payout/<int:run_id>/sheet/", payout.sheet, name="payout_sheet"),
    path("payout/<int:run_id>/file/", payout.download, name="payout_file"),
    path("payout/<int:run_id>/return/", payout.upload, name="payout_return"),
    path("payout/<int:run_id>/do/<slug:verb>/", payout.act, name="payout_act"),
    path("fund/", fund.position, name="fund"),
    path("statements/", fund.statements, name="statements"),
    path("vouchers/", fund.vouchers, name="vouchers"),
    path("vouchers/<int:voucher_id>/", fund.voucher, name="vouchers_one"),
    path("law/", law.index, name="law"),
    path("law/standards/", law.keys, name="law_keys"),
    path("law/standards/<slug:name>/", law.key, name="law_key"),
    path("law/estimate/", estimate.estimate, name="estimate"),
    path("law/<slug:name>/", law.one, name="law_one"),
    path("verify/", verify.verify, name="verify"),
    path("journal/", journal.entries, name="journal"),
    path("journal/<int:seq>/", journal.one, name="journal_one"),
    # in the making
    path("matters/", matters.worklist, name="matters"),
    path("matters/new/", matters.catalogue, name="matters_new"),
    path("matters/new/<slug:kind>/", matters.form, name="matters_form"),
    path("matters/<int:matter_id>/", matters.one, name="matters_one"),
    path("matters/<int:matter_id>/again/", matters.again, name="matters_again"),
    path("matters/<int:matter_id>/<slug:verb>/", matters.act, name="matters_act"),
    path("sheets/<int:decision_id>/", sheets.sheet, name="sheet"),
    path("certification/", certification.overview, name="certification"), path("report/", home.home, name="report"),
]
