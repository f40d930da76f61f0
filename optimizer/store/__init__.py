"""Immutable run folders: written whole or not at all, sealed by hashes, read back and held against
their seal; explanations kept beside, sealed by themselves."""

from optimizer.store.canonical import canonical, digest
from optimizer.store.explained import Explained, keep, read_explained
from optimizer.store.folder import put_folder
from optimizer.store.manifest import FORMAT, About, Manifest, RunError
from optimizer.store.read import Run, read_run
from optimizer.store.run import write_run
from optimizer.store.tampering import distrusted, tampered
from optimizer.store.tampering_files import Tampering
from optimizer.store.whole import Content

__all__ = [
    "FORMAT",
    "About",
    "Content",
    "Explained",
    "Manifest",
    "Run",
    "RunError",
    "Tampering",
    "canonical",
    "digest",
    "distrusted",
    "keep",
    "put_folder",
    "read_explained",
    "read_run",
    "tampered",
    "write_run",
]
