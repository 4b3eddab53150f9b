"""Example OKRs by industry and function, in every language: list, look up, find by a word."""

from okr.examples.library import Example, Topic, examples, topics
from okr.examples.lookup import search
from okr.examples.unfilled import placeholders

__all__ = ["Example", "Topic", "examples", "placeholders", "search", "topics"]
