"""Lark and Feishu: events through lark-oapi, cards as card JSON 2.0, sending over httpx."""
