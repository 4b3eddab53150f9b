"""Trees of boxes as pictures: folded to what can be read, laid out, and drawn as SVG."""

from chat.trees.boxes import Box, Folded, Line, Placed, PlacedBox
from chat.trees.drawing import draw
from chat.trees.folding import fold
from chat.trees.layout import place

__all__ = ["Box", "Folded", "Line", "Placed", "PlacedBox", "draw", "fold", "place"]
