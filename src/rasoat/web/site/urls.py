"""Addresses of the site. Each app brings its own; Vietnamese words without tones, since people read and type them."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("rasoat.web.look.urls")),
    path("", include("rasoat.web.accounts.entrance_urls")),
    path("", include("rasoat.web.accounts.urls")),
    path("ho/", include("rasoat.web.register.urls")),
    path("don-vi/", include("rasoat.web.boundaries.urls")),
    path("nhap-xuat/", include("rasoat.web.exchange.urls")),
    path("dot/", include("rasoat.web.rounds.urls")),
    path("ra-soat/", include("rasoat.web.reviews.urls")),
    path("khieu-nai/", include("rasoat.web.complaints.urls")),
    path("chung-nhan/", include("rasoat.web.certificates.urls")),
    path("giay-to/", include("rasoat.web.paperwork.urls")),
    path("danh-sach-nhan/", include("rasoat.web.receivers.urls")),
    path("phuc-tra/", include("rasoat.web.trust.urls")),
    path("bao-cao/", include("rasoat.web.reporting.urls")),
    path("cong-khai/", include("rasoat.web.public.urls")),
    path("ban-viec/", include("rasoat.web.desk.urls")),
    path("viec-nen/", include("rasoat.web.jobs.urls")),
    path("nhat-ky/", include("rasoat.web.ledger.urls")),
    path("tep/", include("rasoat.web.vault.urls")),
    path("api/v1/", include("rasoat.web.api.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
]
