"""Which numbers, sentences and things some words ask for, best first."""
