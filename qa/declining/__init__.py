"""What is not there: said plainly, or told from what only comes near."""
