"""Say what was found: in one sentence, with lines that quote where it stands."""
