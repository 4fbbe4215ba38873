"""The worker of background jobs as a process: `python -m rasoat.web.site.job_process`."""

import os

import django

from rasoat.web.site.parent_watch import end_with_standard_input


def main() -> None:
    """Work until SIGTERM or until standard input closes; the step at hand is finished first."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rasoat.web.site.settings")
    django.setup()
    from rasoat.web.jobs.worker import run_forever

    end_with_standard_input()
    run_forever()


if __name__ == "__main__":
    main()
