"""Addresses of `certificates`."""

from django.urls import URLPattern, path

from rasoat.web.certificates.views import book, certificate, confirm, home, layout

app_name = "certificates"
urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("cap/<int:decision_id>/", home.issue, name="issue"),
    path("lan/<uuid:run_id>/", home.run_page, name="run"),
    path("in/<int:decision_id>/", home.print_order, name="print_order"),
    path("so-trao/", book.book, name="book"),
    path("so-trao/in/", book.book_print, name="book_print"),
    path("mau/", layout.layout_page, name="layout"),
    path("mau/thu/", layout.layout_test, name="layout_test"),
    path("xac-nhan/", confirm.search, name="confirm_search"),
    path("xac-nhan/giay/<uuid:public_id>/", confirm.confirmation, name="confirmation"),
    path("xac-nhan/giay/<uuid:public_id>/in/", confirm.confirmation_print, name="confirmation_print"),
    path("xac-nhan/giay/<uuid:public_id>/huy/", confirm.confirmation_void, name="confirmation_void"),
    path("xac-nhan/<str:code>/", confirm.confirm, name="confirm"),
    path("giay/<uuid:public_id>/", certificate.certificate, name="certificate"),
    path("giay/<uuid:public_id>/in/", certificate.print_paper, name="certificate_print"),
    path("giay/<uuid:public_id>/in-o/<int:year>/", certificate.print_year, name="certificate_box"),
    path("giay/<uuid:public_id>/<slug:slug>/", certificate.step, name="step"),
]
