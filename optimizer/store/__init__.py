"""Immutable run folders, sealed by hashes, and the catalogue over them: an index, while the folders are the truth."""

from optimizer.store.canonical import canonical, digest
from optimizer.store.catalogue import entries, is_store, rebuild
from optimizer.store.entry import Entry
from optimizer.store.folder import put_folder
from optimizer.store.manifest import FORMAT, About, Manifest, RunError
from optimizer.store.question import key_of
from optimizer.store.read import Run, read_run
from optimizer.store.run import Content, write_run
from optimizer.store.shelf import claim, recall, shelve
from optimizer.store.tampering import Tampering, distrusted, tampered
from optimizer.store.workshop import sweep_leftovers

__all__ = [
    "FORMAT",
    "About",
    "Content",
    "Entry",
    "Manifest",
    "Run",
    "RunError",
    "Tampering",
    "canonical",
    "claim",
    "digest",
    "distrusted",
    "entries",
    "is_store",
    "key_of",
    "put_folder",
    "read_run",
    "rebuild",
    "recall",
    "shelve",
    "sweep_leftovers",
    "tampered",
    "write_run",
]
