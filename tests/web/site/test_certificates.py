"""The office's own authority: what it vouches for, what it may not, and which certificates are refused."""

import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError
from hypothesis import given
from hypothesis import strategies as st

from rasoat.law.faults import FaultsFoundError
from rasoat.web.site.authority import (
    Authority,
    OutsideAuthorityError,
    issue,
    key_text,
    make_authority,
    read_authority,
    write_authority,
    write_issued,
)
from rasoat.web.site.certificates import days_left, served_pair

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
AUTHORITY = make_authority("UBND xã Thử", ["may-chu", "rasoat.lan"], [], NOW)


def verified(authority: Authority, leaf: x509.Certificate, name: str, at: datetime = NOW) -> list[x509.Certificate]:
    wanted = x509.DNSName(name) if not name[0].isdigit() else x509.IPAddress(ip_address(name))
    return PolicyBuilder().store(Store([authority.certificate])).time(at).build_server_verifier(wanted).verify(leaf, [])


@given(name=st.sampled_from(["may-chu", "rasoat.lan", "a.rasoat.lan"]), host=st.integers(0, 2**24 - 1))
def test_its_certificates_are_believed_for_their_names(name: str, host: int) -> None:
    address = ip_address((10 << 24) + host)

    issued = issue(AUTHORITY, [name], [address], NOW)

    assert verified(AUTHORITY, issued.certificate, name)
    assert verified(AUTHORITY, issued.certificate, str(address))
    with pytest.raises(VerificationError):
        verified(AUTHORITY, issued.certificate, "khac.lan")


@pytest.mark.parametrize(("names", "addresses"), [(["google.com"], []), (["xrasoat.lan"], []), ([], ["8.8.8.8"])])
def test_it_vouches_for_nothing_outside(names: list[str], addresses: list[str]) -> None:
    with pytest.raises(OutsideAuthorityError):
        issue(AUTHORITY, names, [ip_address(item) for item in addresses], NOW)


def test_a_server_certificate_holds_less_than_825_days_and_no_longer_than_the_authority() -> None:
    first = issue(AUTHORITY, ["may-chu"], [], NOW).certificate
    late = issue(AUTHORITY, ["may-chu"], [], NOW + timedelta(days=3600)).certificate

    assert first.not_valid_after_utc - first.not_valid_before_utc < timedelta(days=825)
    assert late.not_valid_after_utc == AUTHORITY.certificate.not_valid_after_utc


def test_there_and_back_through_files_which_others_cannot_read(tmp_path: Path) -> None:
    write_authority(tmp_path, AUTHORITY)
    cert, key = write_issued(tmp_path, issue(AUTHORITY, ["may-chu"], [], NOW), AUTHORITY)

    back = read_authority(tmp_path)

    assert back is not None
    assert back.certificate == AUTHORITY.certificate
    assert x509.load_der_x509_certificate((tmp_path / "authority.crt").read_bytes()) == AUTHORITY.certificate
    assert {path.stat().st_mode & 0o077 for path in (key, tmp_path / "authority-key.pem")} == {0}
    assert served_pair(cert, key, tmp_path, NOW) == (cert, key)
    assert days_left(cert, NOW) == 820
    ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(cert, key)


def test_key_of_another_certificate_is_refused(tmp_path: Path) -> None:
    cert, _ = write_issued(tmp_path / "a", *_made(tmp_path / "a"))
    _, key = write_issued(tmp_path / "b", *_made(tmp_path / "b"))

    with pytest.raises(FaultsFoundError, match="không phải của chứng thư"):
        served_pair(cert, key, tmp_path, NOW)


def test_expired_certificate_is_refused(tmp_path: Path) -> None:
    cert, key = write_issued(tmp_path, *_made(tmp_path))

    with pytest.raises(FaultsFoundError, match="hết hạn"):
        served_pair(cert, key, tmp_path, NOW + timedelta(days=821))


@pytest.mark.parametrize(
    "content", [b"", b"khong phai PEM", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"]
)
def test_damaged_files_are_refused_in_words(tmp_path: Path, content: bytes) -> None:
    cert, key = write_issued(tmp_path, *_made(tmp_path))
    broken = tmp_path / "hong.pem"
    broken.write_bytes(content)

    for pair in ((broken, key), (cert, broken)):
        with pytest.raises(FaultsFoundError, match="PEM"):
            served_pair(*pair, tmp_path, NOW)


def test_an_old_form_of_key_is_copied_into_one_that_the_server_reads(tmp_path: Path) -> None:
    key = rsa.generate_private_key(65537, 2048)
    old = tmp_path / "khoa.pem"
    old.write_bytes(key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    ))  # fmt: skip
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "tinh")])
    from cryptography.hazmat.primitives import hashes

    built = x509.CertificateBuilder(name, name, key.public_key(), 1, NOW - timedelta(days=1), NOW + timedelta(days=9))
    cert = tmp_path / "tinh.pem"
    cert.write_bytes(built.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))

    served, readable = served_pair(cert, old, tmp_path / "data", NOW)

    assert served == cert
    assert readable.read_bytes().startswith(b"-----BEGIN PRIVATE KEY-----")
    assert readable.stat().st_mode & 0o077 == 0


def _made(directory: Path):
    directory.mkdir(exist_ok=True)
    return issue(AUTHORITY, ["may-chu"], [], NOW), AUTHORITY


def test_key_text_is_pkcs8() -> None:
    assert key_text(AUTHORITY.key).startswith(b"-----BEGIN PRIVATE KEY-----")
