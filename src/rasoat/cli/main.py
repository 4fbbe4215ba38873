"""`rasoat`: a thin door to the libraries. Every command lives in its own module."""

import click

from rasoat.cli.audit import audit
from rasoat.cli.backup import backup, restore
from rasoat.cli.classify import classify
from rasoat.cli.demo import demo
from rasoat.cli.explain import explain
from rasoat.cli.export import export
from rasoat.cli.help_words import in_vietnamese
from rasoat.cli.init import init
from rasoat.cli.keys import keys
from rasoat.cli.law import law
from rasoat.cli.ledger import ledger
from rasoat.cli.map import map_command
from rasoat.cli.review import review, tables
from rasoat.cli.screen import Utf8Group
from rasoat.cli.serve import serve
from rasoat.cli.survey import survey
from rasoat.cli.tls import tls
from rasoat.cli.whatif import whatif


@click.group(cls=Utf8Group)
@click.version_option(package_name="rasoat")
def main() -> None:
    """RaSoat: rà soát hộ nghèo, hộ cận nghèo theo chuẩn nghèo đa chiều."""


for command in (
    review, classify, explain, whatif, tables, audit, map_command, survey, export, law, demo,
    init, serve, tls, keys, backup, restore, ledger,
):  # fmt: skip
    main.add_command(command)
in_vietnamese(main)
