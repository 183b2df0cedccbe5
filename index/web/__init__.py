"""News from the web: pages, feeds, sitemaps; fetched politely and from public addresses only."""
