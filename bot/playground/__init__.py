"""The playground: a third platform, a page in the browser with several pretend people."""
