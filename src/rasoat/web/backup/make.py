"""Make a backup while the site runs: tables as of one moment, then the sealed files that they name."""

from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from rasoat.web.backup.parts import PIECE, PartWriter, new_archive
from rasoat.web.backup.tables import columns_of, kept_models, one_moment, table_lines
from rasoat.web.ledger.heads import head_of
from rasoat.web.ledger.models import Chain
from rasoat.web.vault.files import place_of
from rasoat.web.vault.key_backup import wrap_ring
from rasoat.web.vault.keyring import KeysMissingError, read_ring
from rasoat.web.vault.models import SealedFile

KEYS = "keys.txt"
FILES = "files/"
TABLES = "tables/"


def make_backup(
    path: Path, *, passphrase: str = "", keys_passphrase: str = "", using: str = "default",
    at_part: Callable[[str], object] = str,
) -> dict[str, Any]:  # fmt: skip
    """Write the archive at `path`, whole or not at all, and return its manifest. Plain without a `passphrase`.

    With `keys_passphrase` the keys come along, wrapped by it; without one, sealed data opens only with a backup of the
    keys kept elsewhere. Raises `KeysMissingError` when keys are asked for and missing, `ValueError` for a passphrase
    that is too short.
    """
    manifest: dict[str, Any] = {
        "made_at": timezone.now().isoformat(), "program": version("rasoat"), "database": connections[using].vendor,
        "with_keys": bool(keys_passphrase), "tables": {}, "missing_files": [],
    }  # fmt: skip
    try:
        manifest["ring"] = read_ring(settings.KEYS_PATH).mark()
    except KeysMissingError:
        manifest["ring"] = ""
    with new_archive(path, manifest, passphrase=passphrase) as archive:
        if keys_passphrase:
            text = wrap_ring(read_ring(settings.KEYS_PATH), keys_passphrase, on=timezone.localdate())
            archive.put(KEYS, [text.encode()], packed=False)
        with one_moment(using):
            manifest["migrations"] = sorted(MigrationRecorder(connections[using]).applied_migrations())
            heads = Chain.objects.using(using).filter(length__gt=0).select_related("unit").order_by("pk")
            manifest["heads"] = [head_of(chain).code() for chain in heads]
            for model in kept_models():
                at_part(model._meta.label_lower)
                _put_table(archive, manifest, model, using)
            files = list(SealedFile.objects.using(using).filter(erased_at__isnull=True).order_by("pk"))
        at_part("files")
        for file in files:
            place = place_of(file)
            if place.exists():
                archive.put(f"{FILES}{file.pk}", _read(place), packed=False)
            else:
                manifest["missing_files"].append(str(file.pk))
    return manifest


def _put_table(archive: PartWriter, manifest: dict[str, Any], model: Any, using: str) -> None:
    count = 0

    def counted() -> Iterator[bytes]:
        nonlocal count
        waiting: list[bytes] = []
        size = 0
        for line in table_lines(model, using):
            count += 1
            waiting.append(line)
            size += len(line)
            if size > PIECE:
                yield b"".join(waiting)
                waiting, size = [], 0
        yield b"".join(waiting)

    label = model._meta.label_lower
    archive.put(f"{TABLES}{label}.jsonl", counted(), packed=True)
    manifest["tables"][label] = {"rows": count, "columns": columns_of(model)}


def _read(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while piece := stream.read(PIECE):
            yield piece
