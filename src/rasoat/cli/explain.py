"""`rasoat explain`: why a household has its class."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from rasoat.cli.classify import read_for
from rasoat.cli.faults import faults_shown
from rasoat.cli.options import EXISTING, EXISTING_FILE, Day, packs_of, scoring_options
from rasoat.cli.screen import print_json
from rasoat.law.faults import refuse_if_any
from rasoat.scoring.explain_table import explain_household


@click.command()
@click.argument("file", type=EXISTING)
@click.option("--household", required=True, help="Mã hộ cần giải thích.")
@click.option("--members", type=EXISTING_FILE, help="Tệp thành viên (khi FILE chỉ có hộ).")
@click.option("--on", type=Day(), help="Ngày tính tuổi; bỏ trống thì không suy dẫn chỉ số theo tuổi.")
@click.option("--json", "as_json", is_flag=True, help="In JSON thuần ra đầu ra chuẩn.")
@scoring_options
@faults_shown()
def explain(
    file: Path, household: str, members: Path | None, on: date | None, as_json: bool, standards: Sequence[str],
    tables: Sequence[str], assume: Path | None, region: str, law_dirs: Sequence[Path],
) -> None:  # fmt: skip
    """Giải thích một hộ: điểm từng câu, từng thiếu hụt với dữ kiện, quy tắc quyết định, cách gần nhất để đổi loại."""
    packs = packs_of(law_dirs, standards, tables, assume, on)
    data = read_for(file, packs, members)
    refuse_if_any(fault for fault in data.faults if fault.place.household_id in {"", household})
    explained = [
        explain_household(data.households, household, pack, members=data.members, on=on, region=region)
        for pack in packs
    ]
    if as_json:
        print_json([item.to_json() for item in explained])
    else:
        click.echo("\n\n".join(item.text_vi() for item in explained))
