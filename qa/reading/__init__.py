"""Read a question: its words as cues, its names as operands, both put together as query trees."""
