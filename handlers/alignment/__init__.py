"""Alignment: asked, talked about, kept in step."""
