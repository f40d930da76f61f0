"""Immutable run folders: written whole or not at all, sealed by hashes, read back and held against their seal."""

from optimizer.store.canonical import canonical, digest
from optimizer.store.folder import put_folder
from optimizer.store.manifest import FORMAT, About, Manifest, RunError
from optimizer.store.read import Run, read_run
from optimizer.store.run import Content, write_run
from optimizer.store.tampering import Tampering, distrusted, tampered

__all__ = [
    "FORMAT",
    "About",
    "Content",
    "Manifest",
    "Run",
    "RunError",
    "Tampering",
    "canonical",
    "digest",
    "distrusted",
    "put_folder",
    "read_run",
    "tampered",
    "write_run",
]
