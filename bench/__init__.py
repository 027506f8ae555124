"""How fast and how right boilerstrip is beside its peers: ``python -m bench``."""
