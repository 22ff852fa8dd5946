"""What a question asks for, as a small typed tree: data, its JSON form and its wording."""
