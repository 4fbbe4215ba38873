"""What each key version still holds: before an old one may go, nothing may need it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from rasoat.web.vault.files import bond_of, place_of, write_sealed
from rasoat.web.vault.keyring import KeysMissingError, Purpose
from rasoat.web.vault.models import SealedFile
from rasoat.web.vault.sealed_columns import Step, index_versions, indexed_models, sealed_columns
from rasoat.web.vault.sealed_stream import open_stream, seal_stream, stream_version
from rasoat.web.vault.sealing import SealBrokenError, ring

FILES = "vault.sealedfile"


@dataclass(slots=True)
class Usage:
    """Values by key version: of each sealed column, of files, of blind indexes. `unreadable`: files gone or broken."""

    seal: dict[str, Counter[int]] = field(default_factory=dict)
    blind: dict[str, Counter[int]] = field(default_factory=dict)
    unreadable: int = 0

    def total(self, purpose: Purpose, version: int) -> int:
        """How much still needs this version. Fingerprints are not counted: digest keys always stay."""
        counted = {"seal": self.seal, "blind": self.blind, "digest": {}}[purpose]
        return sum(counts[version] for counts in counted.values())

    def versions(self, purpose: Purpose) -> set[int]:
        """Versions that anything needs."""
        counted = {"seal": self.seal, "blind": self.blind, "digest": {}}[purpose]
        return {version for counts in counted.values() for version, count in counts.items() if count}


def key_usage() -> Usage:
    """Count everything (one scan a column, one look at the head of each file)."""
    usage = Usage()
    for column in sealed_columns():
        usage.seal[column.name] = Counter(column.count_by_version())
    for model in indexed_models():
        usage.blind[model._meta.label_lower] = Counter(index_versions(model))
    files: Counter[int] = Counter()
    for file in SealedFile.objects.filter(erased_at__isnull=True).iterator(chunk_size=2000):
        version = _version_of(file)
        if version is None:
            usage.unreadable += 1
        else:
            files[version] += 1
    usage.seal[FILES] = files
    return usage


def reseal_files() -> Iterator[Step]:
    """Seal files under the current key again, one at a time: the old bytes serve until the new ones are on the disk."""
    current = ring().current("seal")
    for file in SealedFile.objects.filter(erased_at__isnull=True).order_by("pk").iterator(chunk_size=500):
        version = _version_of(file)
        changed = broken = 0
        if version is None:
            broken = 1
        elif version != current:
            try:
                with place_of(file).open("rb") as source:
                    pieces = open_stream(source, bound_to=bond_of(file))
                    write_sealed(place_of(file), seal_stream(pieces, bound_to=bond_of(file)))
                changed = 1
            except (SealBrokenError, KeysMissingError, OSError):
                broken = 1
        yield Step(1, changed, broken, file.pk)


def _version_of(file: SealedFile) -> int | None:
    try:
        with place_of(file).open("rb") as source:
            return stream_version(source)
    except (OSError, SealBrokenError):
        return None
