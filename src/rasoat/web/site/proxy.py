"""What a reverse proxy says of the caller: believed from the proxies that the installation lists, from nobody else."""

from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse

FOR, PROTO = "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO"
CLAIMS = (FOR, PROTO, "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PORT", "HTTP_X_REAL_IP", "HTTP_FORWARDED")
"""Headers by which a request speaks of its own origin: no code behind this door sees them."""


class ProxyMiddleware:
    """First of all: sets the caller's address and the scheme as a listed proxy tells them, and drops all such headers.

    Of `X-Forwarded-For` the last address counts that is no listed proxy: those before it came from the caller, who can
    write what he likes.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        told = {name: request.META.pop(name, "") for name in CLAIMS}
        if _listed(request.META.get("REMOTE_ADDR", "")):
            request.META["REMOTE_ADDR"] = _caller(told[FOR]) or request.META["REMOTE_ADDR"]
            scheme = told[PROTO].rpartition(",")[2].strip().lower()
            if scheme in {"http", "https"}:
                request.META["wsgi.url_scheme"] = scheme
        return self.get_response(request)


def _caller(chain: str) -> str:
    """The nearest address of the chain that is no listed proxy; empty where there is none or it cannot be read."""
    for given in reversed(chain.split(",")):
        address = given.strip()
        if not _listed(address):
            return address if _readable(address) else ""
    return ""


def _listed(address: str) -> bool:
    if not _readable(address):
        return False
    found = ip_address(address)
    mapped = getattr(found, "ipv4_mapped", None) or found
    return any(mapped in network for network in settings.TRUSTED_PROXIES if network.version == mapped.version)


def _readable(address: str) -> bool:
    try:
        ip_address(address)
    except ValueError:
        return False
    return True
