"""Ten thousand certificates of the site as PDF: the shipped text, filled, set by worker processes, put together.

    python -m benchmarks.certificates --papers 10000 --workers 2

Prints machine, time and the largest process meanwhile; kept in RESULTS.md at the full size.
"""

import argparse
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.machine import describe
from benchmarks.measure import measure
from benchmarks.results import Line, Section, keep

TEXT = Path(__file__).parents[1] / "src/rasoat/web/certificates/texts/giay-chung-nhan.txt"
YEARS = range(2022, 2027)
FULL = 10_000
MOST_GB = 2.0
"""What a worker may take: an office's machine has eight."""


def certificate(number: int) -> dict[str, Any]:
    """What one paper says: two to six members, placeholder names."""
    people = [
        {"ten": f"Thành viên mẫu {number}-{at}", "dan_toc": "Tày", "quan_he": "Con" if at else "Chủ hộ",
         "nam": str(1960 + at * 7), "nu": "", "ghi_chu": ""}
        for at in range(2 + number % 5)
    ]  # fmt: skip
    return {
        "tinh": "Tỉnh Mẫu", "xa": "Xã Mẫu", "xa_ten": "Mẫu", "so": f"MẪU-{number}/GCN-HN.HCN",
        "ngay_cap": date(2026, 12, 1), "chu_ho": f"Chủ hộ mẫu {number}", "dan_toc": "Tày", "so_dinh_danh": "",
        "ngay_cap_cccd": None, "noi_thuong_tru": "Thôn Mẫu, Xã Mẫu", "thay_giay": "", "thanh_vien": people,
        "nam": [{"nam": str(year), "loai": "N" if year == 2026 else "", "thieu_hut": ""} for year in YEARS],
        "ma": f"{number:020d}", "dia_chi_kiem_tra": f"https://example.vn/?ma={number:020d}", "chuc_danh": "CHỦ TỊCH",
        "nguoi_ky": "",
    }  # fmt: skip


def papers(count: int) -> Iterator[Any]:
    """The papers, made as they are asked for."""
    from rasoat.papers import render

    text = TEXT.read_text(encoding="utf-8")
    return (render(text, certificate(number), watermark="GIẤY MẪU") for number in range(count))


def write(count: int, workers: int) -> Callable[[], dict[str, Any]]:
    """Write so many certificates into one PDF."""
    from rasoat.papers import write_many

    def run() -> dict[str, Any]:
        with tempfile.TemporaryDirectory() as room:
            (file,) = write_many(papers(count), Path(room) / "certificates.pdf", workers=workers)
            return {"bytes": file.stat().st_size}

    return run


def main() -> None:
    """Measure once and print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--papers", type=int, default=FULL)
    asked.add_argument("--workers", type=int, default=2)
    given = asked.parse_args()
    found = measure("benchmarks.certificates:write", given.papers, given.workers, runs=1)
    checks = [
        Line("the whole", found.middle, "s"),
        Line("one certificate", found.middle / given.papers * 1000, "ms"),
        Line("largest process", found.peak_gb, "GB", MOST_GB),
        Line("file", found.answer["bytes"] / 1e6, "MB"),
    ]
    section = Section(f"{given.papers:,} certificates as PDF, {given.workers} worker processes", checks=checks)
    print(f"{describe()}\n\n{section.text()}")
    if given.papers == FULL:
        keep([section], "python -m benchmarks.certificates", describe())


if __name__ == "__main__":
    main()
