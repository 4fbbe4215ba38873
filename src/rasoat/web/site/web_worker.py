"""What one worker process of the web server serves."""

import gc

from rasoat.web.site.parent_watch import end_with_parent_process
from rasoat.web.site.wsgi import application

__all__ = ["application"]
gc.collect()
gc.freeze()  # what was loaded stays for good: collections need not look at it again
end_with_parent_process()
