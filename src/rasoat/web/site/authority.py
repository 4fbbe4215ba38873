"""A certificate authority of the office's own, for HTTPS on a network without internet.

It is bound to the names given and to private networks (name constraints, RFC 5280 section 4.2.1.10): whoever steals its
key cannot pose as any other site to the machines that trust it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from rasoat.web.site.private_files import write_private

AUTHORITY_LIFE = timedelta(days=3650)
SERVER_LIFE = timedelta(days=820)
"""Apple's systems refuse server certificates that hold longer than 825 days (support.apple.com/103769)."""

PRIVATE_NETWORKS = tuple(map(ip_network, (
    "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "127.0.0.0/8",
    "fc00::/7", "fe80::/10", "::1/128",
)))  # fmt: skip

Address = IPv4Address | IPv6Address
_Network = IPv4Network | IPv6Network


class OutsideAuthorityError(ValueError):
    """A name or address that the authority may not vouch for; `name` is that name."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@dataclass(frozen=True, slots=True)
class Authority:
    """The authority's certificate and its key."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey


@dataclass(frozen=True, slots=True)
class Issued:
    """A server's certificate and key."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey


def make_authority(office: str, names: Sequence[str], addresses: Sequence[Address], now: datetime) -> Authority:
    """A new authority for these names and addresses, and for every private network. `now` is aware of its zone."""
    networks = [*PRIVATE_NETWORKS, *(ip_network(item) for item in addresses if not _private(item))]
    subject = _subject(f"RaSoat: chứng thư gốc của {office}"[:64])
    key = ec.generate_private_key(ec.SECP256R1())
    limits = x509.NameConstraints([*map(x509.DNSName, names), *map(x509.IPAddress, networks)], None)
    built = (
        _builder(subject, subject, key, now, AUTHORITY_LIFE)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(limits, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    return Authority(built.sign(key, hashes.SHA256()), key)


def issue(authority: Authority, names: Sequence[str], addresses: Sequence[Address], now: datetime) -> Issued:
    """A server certificate signed by the authority, which ends no later than it. Raises `OutsideAuthorityError`."""
    _check_inside(authority, names, addresses)
    key = ec.generate_private_key(ec.SECP256R1())
    life = min(SERVER_LIFE, authority.certificate.not_valid_after_utc - now)
    shown = (list(names) or [str(item) for item in addresses])[0]
    built = (
        _builder(_subject(shown[:64]), authority.certificate.subject, key, now, life)
        .add_extension(
            x509.SubjectAlternativeName([*map(x509.DNSName, names), *map(x509.IPAddress, addresses)]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.key.public_key()), critical=False)
    )
    return Issued(built.sign(authority.key, hashes.SHA256()), key)


def write_authority(directory: Path, authority: Authority) -> None:
    """`authority.pem`, the same as `authority.crt` (DER, for Windows and Android), and the key for its owner only."""
    write_private(directory / "authority-key.pem", key_text(authority.key))
    (directory / "authority.pem").write_bytes(authority.certificate.public_bytes(serialization.Encoding.PEM))
    (directory / "authority.crt").write_bytes(authority.certificate.public_bytes(serialization.Encoding.DER))


def read_authority(directory: Path) -> Authority | None:
    """The authority kept in a directory; None when there is none. Raises `ValueError` for damaged files."""
    certificate, key = directory / "authority.pem", directory / "authority-key.pem"
    if not (certificate.exists() and key.exists()):
        return None
    loaded = serialization.load_pem_private_key(key.read_bytes(), None)
    if not isinstance(loaded, ec.EllipticCurvePrivateKey):
        raise ValueError(f"{key}: not a key of ours")
    return Authority(x509.load_pem_x509_certificate(certificate.read_bytes()), loaded)


def write_issued(directory: Path, issued: Issued, authority: Authority) -> tuple[Path, Path]:
    """`server.pem` (with the authority's certificate after it) and `server-key.pem`; returns both paths."""
    certificate, key = directory / "server.pem", directory / "server-key.pem"
    write_private(key, key_text(issued.key))
    chain = (issued.certificate, authority.certificate)
    certificate.write_bytes(b"".join(item.public_bytes(serialization.Encoding.PEM) for item in chain))
    return certificate, key


def key_text(key: ec.EllipticCurvePrivateKey) -> bytes:
    """A private key as PEM (PKCS #8, which the web server reads)."""
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _check_inside(authority: Authority, names: Sequence[str], addresses: Sequence[Address]) -> None:
    permitted = authority.certificate.extensions.get_extension_for_class(x509.NameConstraints).value.permitted_subtrees
    domains = [item.value for item in permitted or () if isinstance(item, x509.DNSName)]
    networks: list[_Network] = [item.value for item in permitted or () if isinstance(item, x509.IPAddress)]  # type: ignore[misc]
    for name in names:
        if not any(name == domain or name.endswith(f".{domain}") for domain in domains):
            raise OutsideAuthorityError(name)
    for address in addresses:
        if not any(address in network for network in networks if network.version == address.version):
            raise OutsideAuthorityError(str(address))


def _private(address: Address) -> bool:
    return any(address in network for network in PRIVATE_NETWORKS if network.version == address.version)


def _subject(common_name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, now: datetime, life: timedelta
) -> x509.CertificateBuilder:
    """Valid from a day ago: clocks of office machines run late."""
    return (
        x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1)).not_valid_after(now + life)
    )  # fmt: skip


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates, key_cert_sign=signs_certificates, crl_sign=signs_certificates,
        content_commitment=False, key_encipherment=False, data_encipherment=False, key_agreement=False,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip
