"""Files that people open in Excel."""

from pathlib import Path

from rasoat.cli.outputs import check_summary, failed_checks, write_warnings
from rasoat.law.faults import Fault, Place
from rasoat.tables.report import CheckResult


def fault(value: str) -> Fault:
    return Fault("rule-x", "sai", "wrong", "sửa", "mend", Place(household_id="H1", row=3, column="area"), value=value)


def test_text_of_the_data_is_never_a_formula(tmp_path: Path) -> None:
    write_warnings([fault("=1+1"), fault("@x"), fault("-5"), fault("xã")], tmp_path / "w.csv")

    text = (tmp_path / "w.csv").read_text(encoding="utf-8-sig")

    assert ",'=1+1," in text
    assert ",'@x," in text
    assert ",'-5," in text
    assert ",xã," in text


def test_warnings_open_in_excel_as_utf8(tmp_path: Path) -> None:
    write_warnings([], tmp_path / "w.csv")

    assert (tmp_path / "w.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_checks_are_counted_and_failures_named() -> None:
    checks = [
        CheckResult(f"X0{n}", "error", holds, "xã A", "lệch", "off") for n, holds in enumerate((True, False, None))
    ]

    assert check_summary(checks) == "Kiểm tra chéo: 1 đúng, 1 sai, 1 chưa kiểm được"
    assert list(failed_checks(checks)) == ["X01 xã A: lệch"]
