"""Certificates as one PDF: rendered out of the template, set by two worker processes, put together."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.measure import measure
from benchmarks.results import Line, Section

CERTIFICATES, WORKERS = 1_000, 2
DIRECTORY = Path(__file__).parent / "data"
TEMPLATE = """---
cơ quan trên: UBND TỈNH MẪU
cơ quan: ỦY BAN NHÂN DÂN XÃ MẪU
số: {{ so_giay }}
nơi ngày: Xã Mẫu, {{ ngay|ngay_chu }}
tiêu đề: GIẤY CHỨNG NHẬN
trích yếu: Hộ nghèo, hộ cận nghèo
nơi nhận: Như trên
chữ chìm: GIẤY MẪU - KHÔNG CÓ GIÁ TRỊ
---
Chứng nhận hộ ông (bà): **{{ chu_ho }}**, nơi thường trú: {{ noi_o }}.
## I. THÀNH VIÊN
[bảng 8^ 42 20 15^ 15^]
|| STT | Họ và tên | Quan hệ | Năm sinh | Ghi chú ||
{% for n in thanh_vien %}
| {{ loop.index }} | {{ n.ten }} | {{ n.quan_he }} | {{ n.nam_sinh }} | |
{% endfor %}
[qr 25] {{ dia_chi }}
[ký]
chức danh | TM. ỦY BAN NHÂN DÂN \\\\ CHỦ TỊCH
cách ký | (Ký, đóng dấu)
"""


def household(number: int) -> dict[str, Any]:
    """What one certificate says: two to six members, placeholder names."""
    members = [
        {"ten": f"Thành viên mẫu {number}-{at}", "quan_he": "Con" if at else "Chủ hộ", "nam_sinh": 1960 + at * 7}
        for at in range(2 + number % 5)
    ]
    return {
        "so_giay": f"MẪU-{number}/GCN", "ngay": None, "chu_ho": f"Chủ hộ mẫu {number}", "noi_o": "Thôn Mẫu, xã Mẫu",
        "thanh_vien": members, "dia_chi": f"https://example.vn/xm/{number:08d}",
    }  # fmt: skip


def certificates(count: int) -> Iterator[Any]:
    """The papers, made as they are asked for."""
    from rasoat.papers import render

    return (render(TEMPLATE, household(number)) for number in range(count))


def write(count: int) -> Callable[[], dict[str, Any]]:
    """Write so many certificates into one PDF."""
    from rasoat.papers import write_many

    DIRECTORY.mkdir(exist_ok=True)

    def run() -> dict[str, Any]:
        files = write_many(certificates(count), DIRECTORY / "certificates.pdf", workers=WORKERS)
        return {"files": len(files), "bytes": files[0].stat().st_size}

    return run


def papers() -> Section:
    """The row of the certificates."""
    found = measure("benchmarks.papers:write", CERTIFICATES, runs=1)
    checks = [
        Line(f"{CERTIFICATES:,} certificates as one PDF, {WORKERS} workers", found.middle, "s"),
        Line("largest process meanwhile", found.peak_gb, "GB", 1),
    ]
    return Section("Papers", {"render, set, put together": found}, CERTIFICATES, checks, found.answer)
