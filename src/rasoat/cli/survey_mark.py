"""`rasoat survey check --mark`: the marked copy of a workbook, and what changed since the last one."""

from datetime import date
from pathlib import Path

import click
import polars as pl

from rasoat.cli.classify import read_for
from rasoat.cli.faults import print_faults
from rasoat.law.faults import Fault
from rasoat.law.pack import Pack
from rasoat.survey.area import with_area
from rasoat.survey.dataset import Dataset
from rasoat.survey.fault_list import ALL
from rasoat.survey.marking.api import Marked, examine_file, heads_of, mark, refuse_unusable
from rasoat.survey.marking.digests import has_own_codes
from rasoat.survey.marking.placed import shortened
from rasoat.survey.marking.recheck import Examination
from rasoat.tables.numbers_vi import count_text


def check_marked(
    file: Path, pack: Pack, members: Path | None, on: date, marked: Path | None, profile: Path | None = None,
    units: pl.DataFrame | None = None,
) -> tuple[Dataset, list[Fault]]:  # fmt: skip
    """Check a workbook, write its marked copy if one is asked for, and tell what changed since an earlier one.

    Returns the data and every fault, each told one by one; the screen shows the first of each kind.
    """
    if marked is not None:
        refuse_unusable(file, marked)
    data = read_for(file, [pack], members, listed=ALL, profile=profile)
    data = data if units is None else with_area(data, units)
    found = examine_file(file, data, pack, on)
    copy = None
    if marked is not None:
        names, own = heads_of(data), has_own_codes(data)
        copy = mark(file, found.faults, marked, record=found.record, names=names, own_codes=own)
    print_faults(shortened(found.faults))
    if copy is not None:
        click.echo(_copy_line(copy))
    if found.changes is not None:
        click.echo(_change_line(found))
    return data, list(found.faults)


def _copy_line(copy: Marked) -> str:
    if not copy.faults:
        return f"Không còn lỗi, lưu ý nào; bản sao không còn dấu / no marks left: {copy.path}"
    cells, listed = count_text(copy.cells), count_text(copy.faults)
    rest = f"; còn {count_text(copy.left_out)} chỗ chưa đánh dấu" if copy.left_out else ""
    return f"Đã đánh dấu {cells} ô, liệt kê {listed} chỗ{rest} / marked copy: {copy.path}"


def _change_line(found: Examination) -> str:
    assert found.changes is not None
    numbers = (found.changes.mended, found.changes.left, found.changes.new, found.rechecked, found.households)
    return "So với lần trước: đã sửa {}, còn {}, mới {}; kiểm tra lại {}/{} hộ".format(*map(count_text, numbers))
