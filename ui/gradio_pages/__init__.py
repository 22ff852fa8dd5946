"""Pages that Gradio draws: questions and the graph."""
