"""The parts of the reference instance's build: figures by table, ground by shape, and how they are written."""
