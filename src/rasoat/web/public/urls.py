"""Addresses of `public`: everything under `/cong-khai/` but `quan-ly/` is for visitors who do not sign in."""

from django.urls import path

from rasoat.web.public.views import asking, letters, looking, manage, names, results, rounds, self_check, standards

app_name = "public"
urlpatterns = [
    path("", looking.home, name="home"),
    path("ngon-ngu/<slug:code>/", looking.language, name="language"),
    path("ket-qua/", results.results, name="results"),
    path("du-lieu/", results.datasets, name="datasets"),
    path("du-lieu/mo-ta.json", results.schema, name="schema"),
    path("du-lieu/<str:key>-<int:year>-<slug:standard_id>.<slug:kind>", results.dataset, name="dataset"),
    path("chuan/", standards.standards, name="standards"),
    path("chuan/<slug:standard_id>/", standards.standard, name="standard"),
    path("tu-kiem-tra/<slug:standard_id>/", self_check.self_check, name="self_check"),
    path("dot/", rounds.rounds, name="rounds"),
    path("gui-don/", letters.complaint, name="complaint"),
    path("to-cao/", letters.denunciation, name="denunciation"),
    path("tra-cuu/", letters.look_up, name="look_up"),
    path("de-nghi/", asking.application, name="application"),
    path("kiem-tra-giay/", looking.verify_paper, name="verify"),
    path("danh-sach/<str:key>/", names.names, name="names"),
    path("quan-ly/", manage.manage, name="manage"),
    path("quan-ly/cong-bo/", manage.publish_result, name="publish"),
    path("quan-ly/rut/<int:pk>/", manage.withdraw, name="withdraw"),
    path("quan-ly/muc/", manage.switches, name="switches"),
    path("quan-ly/ten/", manage.names_basis, name="names_basis"),
    path("quan-ly/ten/<int:pk>/", manage.end_basis, name="end_basis"),
]
