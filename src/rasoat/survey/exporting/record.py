"""Keep in a profile which template it was checked against; every other line of its file stays as people wrote it."""

from pathlib import Path

from rasoat.law.loading import load_text
from rasoat.law.whole_file import write_whole
from rasoat.law.yaml_nodes import read_yaml
from rasoat.law.yaml_text import yaml_text
from rasoat.survey.exporting.profile import CheckedTemplate, ExportProfile
from rasoat.survey.exporting.template import Template

_KEY = "template"


def record_template(profile: ExportProfile, source: Path | None, template: Template, out: Path) -> None:
    """Write the profile to `out` with the digest of `template`; `source` is the file it was read from."""
    record = CheckedTemplate(file=template.path.name, sha256=template.sha256)
    text = profile_text(profile) if source is None else source.read_text(encoding="utf-8-sig")
    content = with_record(text, record)
    again = load_text(content, str(out), ExportProfile, [])
    assert again == profile.model_copy(update={_KEY: record})
    write_whole(out, content.encode())


def with_record(text: str, record: CheckedTemplate) -> str:
    """The text of a profile with its `template` set: the old one taken out, the new one put at the end."""
    lines = text.splitlines()
    document = read_yaml(text, "")
    tops = sorted(line for path, line in document.lines.items() if len(path) == 1)
    start = document.lines.get((_KEY,))
    if start is not None:
        end = next((line for line in tops if line > start), len(lines) + 1)
        lines = lines[: start - 1] + lines[end - 1 :]
    while lines and not lines[-1].strip():
        lines.pop()
    return "\n".join(lines) + "\n" + yaml_text({_KEY: record.model_dump()})


def profile_text(profile: ExportProfile, heading: str = "") -> str:
    """A profile as YAML that is read back equal; what is left at its default is left out."""
    return yaml_text(profile.model_dump(by_alias=True, exclude_defaults=True, mode="python"), heading)
