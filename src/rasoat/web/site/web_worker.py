"""What one worker process of the web server serves."""

from rasoat.web.site.parent_watch import end_with_parent_process
from rasoat.web.site.wsgi import application

__all__ = ["application"]
end_with_parent_process()
