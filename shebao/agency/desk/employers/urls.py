"""Addresses of the register of employers, one employer, its amounts notice; and of collection."""

from django.urls import path

from . import arrears, collection, coverage, employer, grid, notice, projects, register

urlpatterns = [
    path("employers/", register.employers_list, name="employers"),
    path("employers/<int:employer_id>/", employer.one, name="employers_one"),
    path("employers/<int:employer_id>/people/", employer.people_list, name="employers_people"),
    path("employers/<int:employer_id>/notice/<int:month>/", notice.notice, name="employers_notice"),
    path("employers/<int:employer_id>/months/<int:year>/", grid.grid, name="employers_grid"),
    path("employers/<int:employer_id>/claims/<int:claim_id>/", arrears.claim_notice, name="claim_notice"),
    path("projects/", projects.projects_list, name="projects"),
    path("projects/<int:project_id>/", projects.one, name="projects_one"),
    path("coverage/", coverage.tasks, name="coverage"),
    path("collection/arrears/", arrears.arrears, name="collection_arrears"),
    path("collection/refunds/", arrears.refunds, name="collection_refunds"),
    path("collection/", collection.overview, name="collection"),
    path("collection/differences/", collection.differences, name="collection_differences"),
    path("collection/relief/", collection.relief, name="collection_relief"),
    path("collection/batches/<int:batch_id>/file/", collection.download, name="collection_file"),
]
