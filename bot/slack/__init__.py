"""Slack: the only package that reaches slack_bolt and slack_sdk."""
