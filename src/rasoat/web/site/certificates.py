"""The certificate that the site is served with, our own or the province's: checked before it is used."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes

from rasoat.law.faults import Fault, FaultsFoundError, Place
from rasoat.web.site.private_files import write_private

RENEW_BEFORE = timedelta(days=30)


def served_pair(cert: Path, key: Path, data: Path, now: datetime | None = None) -> tuple[Path, Path]:
    """The certificate and a key that the web server can read (PKCS #8, a copy inside `data` when it has another form).

    Raises `FaultsFoundError` for files that are absent, damaged, do not belong together, or a certificate out of date.
    """
    certificate = _certificate(cert)
    private = _private_key(key)
    if private.public_key() != certificate.public_key():
        raise _refused(
            "key-of-another-certificate", key, "khóa này không phải của chứng thư đã cho",
            "this key does not belong to the certificate", "dùng đúng cặp tệp chứng thư và khóa",
            "give the matching pair",
        )  # fmt: skip
    if certificate.not_valid_after_utc <= (now or datetime.now(UTC)):
        ended = certificate.not_valid_after_utc.strftime("%d/%m/%Y")
        raise _refused(
            "certificate-expired", cert, f"chứng thư đã hết hạn ngày {ended}", "the certificate has expired",
            "gia hạn: rasoat tls create (chứng thư của cơ quan), hoặc xin chứng thư mới của tỉnh",
            "renew it: rasoat tls create, or ask the province for a new one",
        )  # fmt: skip
    if key.read_bytes().lstrip().startswith(b"-----BEGIN PRIVATE KEY-----"):
        return cert, key
    readable = data / "tls" / "served-key.pem"
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    write_private(readable, private.private_bytes(*form))
    return cert, readable


def days_left(cert: Path, now: datetime | None = None) -> int:
    """Whole days that the certificate still holds; negative when it has expired."""
    return (_certificate(cert).not_valid_after_utc - (now or datetime.now(UTC))).days


def _certificate(path: Path) -> x509.Certificate:
    try:
        return x509.load_pem_x509_certificate(path.read_bytes())
    except ValueError as error:
        raise _refused(
            "bad-certificate", path, "tệp không phải chứng thư dạng PEM", "not a certificate in PEM form",
            "đổi sang PEM (tệp chữ, bắt đầu bằng -----BEGIN CERTIFICATE-----)", "convert it to PEM",
        ) from error  # fmt: skip


def _private_key(path: Path) -> PrivateKeyTypes:
    try:
        return serialization.load_pem_private_key(path.read_bytes(), None)
    except (ValueError, TypeError) as error:
        raise _refused(
            "bad-certificate-key", path, "tệp không phải khóa dạng PEM, hoặc khóa có mật khẩu",
            "not a private key in PEM form, or one with a password",
            "đổi sang PEM không mật khẩu, để tệp chỉ người chạy RaSoat đọc được",
            "convert it to PEM without a password",
        ) from error  # fmt: skip


def _refused(rule: str, path: Path, vi: str, en: str, remedy_vi: str, remedy_en: str) -> FaultsFoundError:
    return FaultsFoundError([Fault(rule, vi, en, remedy_vi, remedy_en, place=Place(file=str(path)))])
