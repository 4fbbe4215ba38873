"""Only listed proxies are believed when they speak of the caller."""

from ipaddress import ip_network

import pytest
from axes.models import AccessAttempt
from django.http import HttpResponse
from django.test import Client, RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from rasoat.web.accounts.models import User
from rasoat.web.ledger.models import Entry
from rasoat.web.site.environment import read_environment
from rasoat.web.site.proxy import CLAIMS, ProxyMiddleware

PROXY, OTHER = "10.9.0.1", "10.9.0.77"


@pytest.fixture(autouse=True)
def listed(settings) -> None:
    settings.TRUSTED_PROXIES = (ip_network("10.9.0.0/29"), ip_network("fd00::1/128"))


def seen(peer: str, **headers: str) -> tuple[str, str]:
    """Address and scheme as the site sees them."""
    request = RequestFactory().get("/", REMOTE_ADDR=peer, **headers)
    ProxyMiddleware(lambda _request: HttpResponse())(request)
    assert not set(CLAIMS) & set(request.META)
    return request.META["REMOTE_ADDR"], str(request.scheme)


@pytest.mark.parametrize(
    ("peer", "chain", "address"),
    [
        (PROXY, "192.168.1.5", "192.168.1.5"),
        (PROXY, "1.1.1.1, 192.168.1.5", "192.168.1.5"),
        (PROXY, "192.168.1.5, 10.9.0.2", "192.168.1.5"),
        (PROXY, "", PROXY),
        (PROXY, "<script>", PROXY),
        (PROXY, "192.168.1.5, rác", PROXY),
        (PROXY, "10.9.0.2, 10.9.0.3", PROXY),
        ("::ffff:10.9.0.1", "2001:db8::5", "2001:db8::5"),
        ("fd00::1", "192.168.1.5", "192.168.1.5"),
        (OTHER, "192.168.1.5", OTHER),
        ("", "192.168.1.5", ""),
    ],
)
def test_the_last_address_that_is_no_proxy_counts(peer: str, chain: str, address: str) -> None:
    assert seen(peer, HTTP_X_FORWARDED_FOR=chain)[0] == address


@pytest.mark.parametrize(
    ("peer", "told", "scheme"),
    [(PROXY, "https", "https"), (PROXY, "http, HTTPS", "https"), (PROXY, "ftp", "http"), (PROXY, "", "http"),
     (OTHER, "https", "http")],
)  # fmt: skip
def test_the_scheme_of_a_listed_proxy_counts(peer: str, told: str, scheme: str) -> None:
    assert seen(peer, HTTP_X_FORWARDED_PROTO=told)[1] == scheme


@given(chain=st.text(max_size=60), proto=st.text(max_size=12))
def test_an_unlisted_address_changes_nothing_whatever_it_says(chain: str, proto: str) -> None:
    claims = dict.fromkeys(CLAIMS, chain) | {"HTTP_X_FORWARDED_PROTO": proto}

    assert seen(OTHER, **claims) == (OTHER, "http")


@pytest.mark.django_db
def test_no_lock_out_is_escaped_by_a_forged_header(client: Client, user_with) -> None:
    user: User = user_with("ministry_viewer", None)

    codes = [
        client.post("/dang-nhap/", {"login": user.username, "password": f"sai-{at}"}, REMOTE_ADDR=OTHER,
                    HTTP_X_FORWARDED_FOR=f"172.16.0.{at}").status_code
        for at in range(7)
    ]  # fmt: skip

    assert codes[-1] == 429
    assert set(AccessAttempt.objects.values_list("ip_address", flat=True)) == {OTHER}


@pytest.mark.django_db
def test_behind_a_proxy_the_lock_out_counts_each_caller(client: Client, user_with) -> None:
    user: User = user_with("ministry_viewer", None)
    for at in range(7):
        client.post("/dang-nhap/", {"login": user.username, "password": f"sai-{at}"}, REMOTE_ADDR=PROXY,
                    HTTP_X_FORWARDED_FOR="172.16.0.1")  # fmt: skip

    other = client.post(
        "/dang-nhap/", {"login": user.username, "password": "sai"}, REMOTE_ADDR=PROXY, HTTP_X_FORWARDED_FOR="172.16.0.2"
    )

    assert other.status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(("peer", "address"), [(PROXY, "172.16.0.1"), (OTHER, OTHER)])
def test_the_ledger_keeps_the_address_that_is_believed(client: Client, user_with, peer: str, address: str) -> None:
    user: User = user_with("ministry_viewer", None)
    client.force_login(user)

    client.post("/tai-khoan/mat-khau/", {
        "current": "mat-khau-thu-2026", "password1": "con-trau-den-nam-bo-tre",
        "password2": "con-trau-den-nam-bo-tre",
    }, REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR="172.16.0.1")  # fmt: skip

    assert {entry.address for entry in Entry.objects.filter(user=user)} == {address}


@pytest.mark.parametrize("given_", ["may-chu", "10.0.0.0/8/8", "0.0.0.0/0", "::/0", "10.0.0.5/24"])
def test_what_is_no_proxy_is_refused_in_words(given_: str) -> None:
    with pytest.raises(ValueError, match="RASOAT_PROXY: “"):
        read_environment({"RASOAT_PROXY": given_})


def test_proxies_and_hsts_are_read() -> None:
    found = read_environment({"RASOAT_PROXY": "127.0.0.1, 10.0.0.0/28,", "RASOAT_HSTS": "0"})

    assert found.proxies == (ip_network("127.0.0.1/32"), ip_network("10.0.0.0/28"))
    assert found.hsts == 0
    assert read_environment({}).hsts == 30 * 24 * 3600
    assert read_environment({}).proxies == ()
    with pytest.raises(ValueError, match="RASOAT_HSTS: “"):
        read_environment({"RASOAT_HSTS": "mãi mãi"})
