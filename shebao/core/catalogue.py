"""Finds what is added as one file: walks a package, reads a named label from every module, and checks that it is there.

No decorators that register and no entry points: a file in the right folder is enough, and a file without its labels is
an error that names the file.
"""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
from collections.abc import Iterator, Sequence
from types import ModuleType
from typing import Any


class Unlabelled(Exception):
    """A file in a catalogue folder that lacks a label it must have; the message names file and label."""


def modules_in(package: str) -> Iterator[ModuleType]:
    """Every module of a package at any depth, in alphabetical order; names beginning with _ are left out."""
    root = importlib.import_module(package)
    result = pkgutil.walk_packages(root.__path__, f"{package}.")
    for name in sorted(info.name for info in result if not info.name.rpartition(".")[2].startswith("_")):
        yield importlib.import_module(name)


def labelled(package: str, label: str) -> dict[str, Any]:
    """Module name → the value of `label` in it, for the modules of a package that have one."""
    return {module.__name__: getattr(module, label) for module in modules_in(package) if hasattr(module, label)}


def in_each(package: str, name: str, label: str) -> dict[str, Any]:
    """Folder → the value of `label` in its module `name`, for the folders of a package that have that module, without importing more."""
    root = importlib.import_module(package)
    folders = [f"{package}.{info.name}" for info in pkgutil.iter_modules(root.__path__) if info.ispkg]
    modules = [folder for folder in sorted(folders) if importlib.util.find_spec(f"{folder}.{name}")]
    return {folder: getattr(importlib.import_module(f"{folder}.{name}"), label) for folder in modules}


def collect(package: str, labels: Sequence[str]) -> dict[str, ModuleType]:
    """File name → module for a folder of one-file additions, each of which must carry every label.

    Raises `Unlabelled` for the first file that lacks one, or lacks a docstring saying what it is for.
    """
    result: dict[str, ModuleType] = {}
    for module in modules_in(package):
        if hasattr(module, "__path__"):
            continue
        missing = [label for label in labels if not hasattr(module, label)]
        if missing:
            raise Unlabelled(f"{module.__name__}: lacks {', '.join(missing)}")
        if not (module.__doc__ or "").strip():
            raise Unlabelled(f"{module.__name__}: lacks a first sentence saying what it is for")
        name = module.__name__.rpartition(".")[2]
        if name in result:
            raise Unlabelled(f"{module.__name__}: {result[name].__name__} already has this name")
        result[name] = module
    return result
