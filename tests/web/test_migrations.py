"""The tables that migrations make are the tables that the models describe."""

import pytest
from django.core.management import call_command


@pytest.mark.django_db
def test_models_have_not_drifted_from_migrations() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
