"""Hands and eyes of people on each platform, so that one dialogue runs on all of them."""
