"""The running program: command line, settings, the ASGI shell and the platforms."""
