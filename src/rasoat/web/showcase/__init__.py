"""Fills a site from the synthetic province, through the same actions as people."""
