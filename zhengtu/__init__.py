"""The command `zhengtu`; in an installed wheel also the data and the ontology of the program."""
