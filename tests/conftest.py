"""What all tests share: no deadline for property tests, and one prepared database that every process copies."""

from collections.abc import Iterator

import pytest
from hypothesis import settings as hypothesis_settings

import prepared
from site_processes import POSTGRESQL

hypothesis_settings.register_profile("untimed", parent=hypothesis_settings.default, deadline=None)
hypothesis_settings.load_profile("untimed")


def pytest_configure(config: pytest.Config) -> None:
    """The first process of a run opens the room of the run, and closes it at the end."""
    if prepared.open_room():
        config.add_cleanup(prepared.close_room)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,  # noqa: ARG001
    django_db_use_migrations: bool,
) -> Iterator[None]:
    """The test database begins as a copy of the prepared one; Django's own `migrate` then finds nothing to do."""
    from django.db import connection

    if not django_db_use_migrations:
        yield
    elif POSTGRESQL:
        connection.settings_dict["TEST"]["TEMPLATE"] = prepared.prepared_name()
        yield
    else:
        kept = prepared.copy_into_memory(connection.creation._get_test_db_name())  # type: ignore[attr-defined]
        yield
        kept.close()
