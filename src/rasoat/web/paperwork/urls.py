"""Addresses of `paperwork`."""

from django.urls import URLPattern, path, re_path

from rasoat.web.paperwork.views import blanks, folders, numbers, papers, templates

app_name = "paperwork"
urlpatterns: list[URLPattern] = [
    path("", papers.home, name="home"),
    path("xa/<int:place_id>/", papers.commune, name="commune"),
    path("xa/<int:place_id>/mau-trong/", blanks.blanks, name="blanks"),
    re_path(
        r"^mau-trong/(?P<kind>[a-z-]+)/(?P<ref>[0-9a-z_.-]+)/(?P<face>xem|word|pdf)/$", blanks.blank, name="blank"
    ),
    path("thon/<int:review_id>/", papers.village, name="village"),
    path("thon/<int:review_id>/in/<slug:stage>/", papers.print_village, name="print_village"),
    path("thon/<int:review_id>/ho-so/", folders.order, name="order"),
    path("thon/<int:review_id>/luu/", folders.order_dossier, name="order_archive"),
    path("ho-so/<uuid:folder_id>/", folders.folder, name="folder"),
    re_path(
        r"^giay/(?P<kind>[a-z-]+)/(?P<ref>[0-9a-z_.-]+)/(?P<face>xem|word|pdf)/$", papers.paper, name="paper"
    ),
    path("mau/", templates.templates, name="templates"),
    path("mau/<slug:kind>/", templates.template, name="template"),
    path("mau/<slug:kind>/thu/", templates.template_pdf, name="template_pdf"),
    re_path(
        r"^mau/(?P<kind>[a-z-]+)/(?P<step>dung|bo|goc)/$", templates.template_step, name="template_step"
    ),
    path("so/<str:key>/<int:year>/", numbers.book, name="book"),
    path("so-bo/<int:number_id>/", numbers.void, name="void_number"),
]  # fmt: skip
