"""Addresses of the app `accounts`."""

from django.urls import path

from rasoat.web.accounts.views import (
    accept,
    delegations,
    factors,
    invitations,
    invite_list,
    people,
    person,
    profile,
    tokens,
)

app_name = "accounts"
urlpatterns = [
    path("moi/", accept.by_hand, name="accept_by_hand"),
    path("moi/<str:code>/", accept.accept, name="accept"),
    path("tai-khoan/", profile.profile, name="profile"),
    path("tai-khoan/mat-khau/", profile.password, name="password"),
    path("tai-khoan/phien/", profile.sessions, name="sessions"),
    path("tai-khoan/xac-thuc/", factors.index, name="factors"),
    path("tai-khoan/xac-thuc/ung-dung/", factors.totp, name="totp"),
    path("tai-khoan/xac-thuc/khoa/", factors.passkey, name="passkey"),
    path("tai-khoan/xac-thuc/ma-giay/", factors.codes, name="codes"),
    path("tai-khoan/xac-thuc/bo/", factors.remove, name="remove_factor"),
    path("tai-khoan/uy-quyen/", delegations.index, name="delegations"),
    path("tai-khoan/uy-quyen/<int:pk>/", delegations.create, name="delegate"),
    path("tai-khoan/ma-truy-cap/", tokens.index, name="tokens"),
    path("nguoi-dung/", people.people, name="people"),
    path("nguoi-dung/don-vi/", invitations.units, name="units"),
    path("nguoi-dung/moi/", invitations.invite_person, name="invite"),
    path("nguoi-dung/moi-danh-sach/", invite_list.invite_list, name="invite_list"),
    path("nguoi-dung/<uuid:public_id>/", person.detail, name="person"),
    path("nguoi-dung/<uuid:public_id>/sua/", person.edit, name="edit_person"),
    path("nguoi-dung/<uuid:public_id>/vai-tro/", person.assign, name="assign"),
    path("nguoi-dung/<uuid:public_id>/ngoai-le/", person.exception, name="exception"),
    path("nguoi-dung/<uuid:public_id>/viec/", person.deed, name="deed"),
]
