"""Addresses of inspection and internal control."""

from django.urls import path

from . import cases, controls, views

urlpatterns = [
    path("inspection/", views.overview, name="inspection"),
    path("inspection/plans/<int:plan_id>/", views.plan, name="inspection_plan"),
    path("inspection/campaigns/<int:campaign_id>/", views.campaign, name="inspection_campaign"),
    path("inspection/samples/<int:sample_id>/", views.sample, name="inspection_sample"),
    path("inspection/cases/<int:case_id>/", cases.one, name="inspection_case"),
    path("inspection/cases/<int:case_id>/letters/<slug:kind>/", cases.letter_of, name="inspection_letter"),
    path("inspection/posts/", controls.posts, name="inspection_posts"),
    path("inspection/months/", controls.month, name="inspection_month"),
    path("inspection/months/<int:number>/report/", controls.report, name="inspection_report"),
    path("inspection/board/", controls.board, name="inspection_board"),
]
