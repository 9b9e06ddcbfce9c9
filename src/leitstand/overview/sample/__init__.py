"""The sample company: everything in it happens on the rehearsal network, by the same verbs that people use."""
