"""Bring a backup back into an empty place: check every sum, build the tables of its day, load, migrate on, verify."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.apps import apps as live_apps
from django.apps.registry import Apps
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from rasoat.web.backup.make import FILES, KEYS, TABLES
from rasoat.web.backup.parts import PartReader, opened_archive
from rasoat.web.backup.tables import kept_models, load_table, settle_sequences
from rasoat.web.ledger.findings import Finding
from rasoat.web.ledger.heads import read_head
from rasoat.web.ledger.verify import Tally, verify
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.search.schema import refill_indexes
from rasoat.web.vault.files import place_of, write_sealed
from rasoat.web.vault.key_backup import unwrap_ring
from rasoat.web.vault.keyring import write_ring
from rasoat.web.vault.models import SealedFile


@dataclass(slots=True)
class Restored:
    """What came back, and what the ledger says of it."""

    manifest: dict[str, Any]
    rows: int = 0
    files: int = 0
    tally: Tally = field(default_factory=Tally)
    findings: list[Finding] = field(default_factory=list)

    @property
    def faults(self) -> int:
        """Findings that are no mere notes."""
        return sum(finding.is_fault for finding in self.findings)


def restore_backup(
    path: Path,
    *,
    passphrase: Callable[[], str] = str,
    keys_passphrase: Callable[[], str] = str,
    using: str = "default",
    at_step: Callable[[str], object] = str,
) -> Restored:
    """Restore into the installation that the settings name, which must be empty.

    `passphrase` is asked when the archive is encrypted, `keys_passphrase` when it holds keys and there is no ring yet.
    Raises `PassphraseWrongError`, and `RefusedError`: damaged or newer archive, place not empty, rows that do not fit.
    Nothing is written before all sums are checked.
    """
    with opened_archive(path, passphrase=passphrase) as archive:
        at_step("kiểm từng phần của bản sao lưu")
        archive.check()
        require_empty(using)
        done = Restored(archive.manifest)
        if KEYS in archive.names and not settings.KEYS_PATH.exists():
            text = b"".join(archive.pieces(KEYS)).decode()
            write_ring(settings.KEYS_PATH, unwrap_ring(text, keys_passphrase()))
        at_step("tạo bảng")
        registry = _tables_of_that_day(archive.manifest["migrations"], using)
        at_step("nạp dữ liệu")
        done.rows = _load(archive, registry, using)
        at_step("nâng bảng lên phiên bản này")
        if archive.manifest["migrations"]:
            call_command("migrate", database=using, interactive=False, verbosity=0)
        refill_indexes(using)
        at_step("chép tệp")
        done.files = _files(archive, using)
        at_step("kiểm nhật ký")
        heads = [read_head(code) for code in archive.manifest["heads"]]
        done.findings = list(verify(heads=heads, tally=done.tally)) if using == "default" else []
    return done


def require_empty(using: str = "default") -> None:
    """Raise `RefusedError` unless the database has no rows of ours and there are no sealed files."""
    root: Path = settings.FILES_ROOT
    if root.is_dir() and any(root.iterdir()):
        raise RefusedError(f"Thư mục tệp {root} không trống.", remedy="Khôi phục vào thư mục mới.", code="not-empty")
    connection = connections[using]
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
    for model in kept_models():
        if model._meta.db_table in there and model._base_manager.using(using).exists():
            raise RefusedError(
                f"Cơ sở dữ liệu đích không trống (bảng {model._meta.db_table}).",
                remedy="Khôi phục vào thư mục mới hoặc cơ sở dữ liệu mới tạo.", code="not-empty",
            )  # fmt: skip


def _tables_of_that_day(recorded: Sequence[Sequence[str]], using: str) -> Apps:
    """Migrate to the state of the backup; returns the models as they were then.

    A backup without recorded migrations is of this very version (a test database): today's models serve.
    """
    if not recorded:
        return live_apps
    executor = MigrationExecutor(connections[using])
    names = {(app, name) for app, name in recorded}
    unknown = sorted(names - set(executor.loader.disk_migrations))
    if unknown:
        raise RefusedError(
            f"Bản sao lưu từ phiên bản RaSoat khác (có {unknown[0][0]} {unknown[0][1]}).",
            remedy="Cài đúng phiên bản ghi trong bản sao lưu, hoặc bản mới hơn.", code="newer",
        )  # fmt: skip
    graph = executor.loader.graph
    inside = {key: {child.key for child in graph.node_map[key].children} for key in names}
    targets = sorted(key for key in names if not any(child in names and child[0] == key[0] for child in inside[key]))
    executor.migrate(targets)
    state = executor.loader.project_state(targets)
    registry: Apps = state.apps
    return registry


def _load(archive: PartReader, registry: Apps, using: str) -> int:
    tables: dict[str, Any] = archive.manifest["tables"]
    by_label = {model._meta.label_lower: model for model in kept_models(registry)}
    lost = sorted(set(tables) - set(by_label))
    if lost:
        raise RefusedError(
            f"Chương trình này không có bảng {lost[0]}.", remedy="Cài đúng phiên bản ghi trong bản sao lưu."
        )
    count = 0
    try:
        with transaction.atomic(using=using):
            for label, told in tables.items():
                with archive.stream(f"{TABLES}{label}.jsonl") as stream:
                    loaded = load_table(by_label[label], told["columns"], stream, using)
                if loaded != told["rows"]:
                    raise RefusedError(
                        f"Bảng {label}: bản sao lưu ghi {told['rows']} dòng, đọc được {loaded}.", code="damaged"
                    )
                count += loaded
            settle_sequences([by_label[label] for label in tables], using)
    except (DatabaseError, ValueError, KeyError) as error:
        if isinstance(error, RefusedError):
            raise
        said = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise RefusedError(
            f"Không nạp được dữ liệu: {said}.", remedy="Dùng bản sao lưu khác.", code="damaged"
        ) from error
    return count


def _files(archive: PartReader, using: str) -> int:
    names = [name for name in archive.names if name.startswith(FILES)]
    known = {str(pk): SealedFile(pk=pk) for pk in SealedFile.objects.using(using).values_list("pk", flat=True)}
    for name in names:
        file = known.get(name.removeprefix(FILES))
        if file is not None:
            write_sealed(place_of(file), archive.pieces(name))
    return len(names)


def made_on(manifest: dict[str, Any]) -> str:
    """When a backup was made, for people."""
    moment = timezone.localtime(datetime.fromisoformat(manifest["made_at"]))
    return f"{moment:%H:%M %d/%m/%Y}"
