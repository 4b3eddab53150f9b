"""A stateful, strict stand-in for the Lark/Feishu open platform."""
