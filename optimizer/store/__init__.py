"""Immutable run folders, sealed by hashes, explanations sealed beside, and the catalogue over them: an index only."""

from optimizer.store.canonical import canonical, digest
from optimizer.store.catalogue import entries, is_store, rebuild
from optimizer.store.entry import Entry
from optimizer.store.explained import Explained, keep, read_explained
from optimizer.store.folder import put_folder
from optimizer.store.manifest import FORMAT, About, Manifest, RunError
from optimizer.store.question import key_of
from optimizer.store.read import Run, read_run
from optimizer.store.run import write_run
from optimizer.store.shelf import claim, recall, shelve
from optimizer.store.tampering import distrusted, tampered
from optimizer.store.tampering_explained import kept_answers
from optimizer.store.tampering_files import Tampering
from optimizer.store.whole import Content, put_file
from optimizer.store.workshop import sweep_leftovers

__all__ = [
    "FORMAT",
    "About",
    "Content",
    "Entry",
    "Explained",
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
    "keep",
    "kept_answers",
    "key_of",
    "put_file",
    "put_folder",
    "read_explained",
    "read_run",
    "rebuild",
    "recall",
    "shelve",
    "sweep_leftovers",
    "tampered",
    "write_run",
]
