"""Addresses of the register of employers, one employer, its amounts notice; and of collection."""

from django.urls import path

from . import collection, employer, notice, register

urlpatterns = [
    path("employers/", register.employers_list, name="employers"),
    path("employers/<int:employer_id>/", employer.one, name="employers_one"),
    path("employers/<int:employer_id>/people/", employer.people_list, name="employers_people"),
    path("employers/<int:employer_id>/notice/<int:month>/", notice.notice, name="employers_notice"),
    path("collection/", collection.overview, name="collection"),
    path("collection/differences/", collection.differences, name="collection_differences"),
    path("collection/relief/", collection.relief, name="collection_relief"),
    path("collection/batches/<int:batch_id>/file/", collection.download, name="collection_file"),
]
