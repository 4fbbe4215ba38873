"""Addresses of the entrance, under the names that allauth and Django know. Nothing else of allauth is mounted."""

from django.urls import path

from rasoat.web.accounts.views import entrance, language

urlpatterns = [
    path("dang-nhap/", entrance.sign_in, name="account_login"),
    path("dang-nhap/xac-thuc/", entrance.second_factor, name="mfa_authenticate"),
    path("dang-xuat/", entrance.sign_out, name="account_logout"),
    path("i18n/setlang/", language.set_language, name="set_language"),
]
