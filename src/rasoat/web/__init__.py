"""The site: one Django project, one app a concern. Entered from the command line or through `site.wsgi`."""
