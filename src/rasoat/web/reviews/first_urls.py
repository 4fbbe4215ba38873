"""Addresses of the first steps: the list, requests, forms, the life of cases."""

from django.urls import URLPattern, path

from rasoat.web.reviews.views import applications, case, keying, listing, places, reviewers, signed_list, survey

urlpatterns: list[URLPattern] = [
    path("", places.home, name="home"),
    path("cua-toi/", places.mine, name="mine"),
    path("dot/<int:round_id>/<str:key>/", places.commune, name="commune"),
    path("dot/<int:round_id>/<str:key>/ho/", places.cases, name="cases"),
    path("dot/<int:round_id>/<str:key>/day-du/", listing.complete, name="completeness"),
    path("dot/<int:round_id>/<str:key>/bo-sot/", listing.prompts, name="prompts"),
    path("dot/<int:round_id>/<str:key>/bo-sot/ghi/", listing.settle_prompt, name="prompt_settle"),
    path("dot/<int:round_id>/<str:key>/them-ho/", listing.add, name="case_new"),
    path("dot/<int:round_id>/<str:key>/lap-danh-sach/", listing.make_list, name="list_make"),
    path("dot/<int:round_id>/<str:key>/phieu-a/", listing.quick_form, name="quick_form"),
    path("dot/<int:round_id>/<str:key>/danh-sach-da-ky/", signed_list.lists, name="signed_lists"),
    path("dot/<int:round_id>/<str:key>/danh-sach-da-ky/mau/", signed_list.template, name="signed_list_template"),
    path("danh-sach-da-ky/<uuid:pk>/", signed_list.signed_list, name="signed_list"),
    path("danh-sach-da-ky/<uuid:pk>/bo/", signed_list.drop, name="signed_list_drop"),
    path("thon/<int:review_id>/ra-soat-vien/", reviewers.reviewers, name="reviewers"),
    path("thon/<int:review_id>/ra-soat-vien/<int:reviewer_id>/giao/", reviewers.assign, name="assign"),
    path("thon/<int:review_id>/ra-soat-vien/<int:reviewer_id>/thoi/", reviewers.end, name="reviewer_end"),
    path("thon/<int:review_id>/khoa-phieu/", reviewers.lock_all, name="lock_all"),
    path("ho/<uuid:public_id>/", case.page, name="case"),
    path("ho/<uuid:public_id>/phieu/", survey.form, name="form"),
    path("ho/<uuid:public_id>/phieu/<int:number>/", survey.submission, name="submission"),
    path("ho/<uuid:public_id>/viec/<slug:step>/", case.deed, name="case_deed"),
    path("ho/<uuid:public_id>/ghi/<slug:kind>/", case.write, name="case_write"),
    path("ho/<uuid:public_id>/bien-dong/<slug:kind>/", case.event, name="case_event"),
    path("nhap-phieu/", keying.start, name="keying"),
    path("nhap-phieu/<uuid:public_id>/", keying.form, name="keying_form"),
    path("don/", applications.list_page, name="applications"),
    path("don/moi/", applications.new, name="application_new"),
    path("don/<uuid:pk>/", applications.page, name="application"),
    path("don/<uuid:pk>/viec/<slug:step>/", applications.deed, name="application_deed"),
    path("loi-hoi/", listing.wordings, name="wordings"),
]
