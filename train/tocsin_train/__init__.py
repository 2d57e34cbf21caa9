"""Training of Tocsin's learned reader: one compact encoder with heads."""
