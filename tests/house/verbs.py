"""The verbs that the code writes into the journal, read from the code itself.

A verb is a text where `record` or `post` is called, or comes in as an argument of a function that hands it on, perhaps
with something before or after it; those functions are followed until nothing new is found.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from tests.house import tree

JOURNAL = "shebao.agency.journal.actions"


class Writer(NamedTuple):
    """A function that writes a verb it is given: the parameter's name and place, and what stands before and after the verb."""

    parameter: str
    place: int
    before: str = ""
    after: str = ""


class Text(NamedTuple):
    """What an argument may be: a text, or the name of a variable with text before and after it."""

    before: str
    variable: str = ""
    after: str = ""


@dataclass(frozen=True)
class Module:
    """A file of the package: its full name, what its imports and functions are called in full, its constant texts."""

    name: str
    names: dict[str, str]
    constants: dict[str, str]


class Call(NamedTuple):
    """A call that can be told by the imports of its file, and the function it stands in (None at the top of the file)."""

    callee: str
    node: ast.Call
    module: Module
    function: ast.FunctionDef | None


@dataclass
class Reading:
    """Verbs the code writes, and places where a verb could not be read."""

    verbs: set[str] = field(default_factory=set)
    unread: list[str] = field(default_factory=list)
    writers: dict[str, set[Writer]] = field(
        default_factory=lambda: {f"{JOURNAL}.record": {Writer("verb", 0)}, f"{JOURNAL}.post": {Writer("verb", 3)}}
    )


def journalled() -> Reading:
    """All verbs of the package."""
    calls = [call for path in tree.python_files("shebao") for call in _calls(_module(tree.name(path)), tree.syntax(path))]
    reading = Reading()
    waiting = [(name, writer) for name, writers in reading.writers.items() for writer in writers]
    while waiting:
        name, writer = waiting.pop()
        for call in calls:
            if call.callee == name:
                for text in _texts(_argument(call.node, writer)):
                    waiting += _follow(reading, call, writer, text)
    return reading


def _follow(reading: Reading, call: Call, writer: Writer, text: Text) -> list[tuple[str, Writer]]:
    """A text is a verb; a parameter makes its function a writer, which is returned to be followed; anything else cannot be read."""
    before, after = writer.before + text.before, text.after + writer.after
    if not text.variable or text.variable in call.module.constants:
        reading.verbs.add(before + call.module.constants.get(text.variable, "") + after)
        return []
    parameters = [argument.arg for argument in (*call.function.args.args, *call.function.args.kwonlyargs)] if call.function else []
    if call.function is None or text.variable not in parameters:
        reading.unread.append(f"{call.module.name}: {ast.unparse(call.node)[:120]}")
        return []
    name, new = f"{call.module.name}.{call.function.name}", Writer(text.variable, parameters.index(text.variable), before, after)
    if new in reading.writers.setdefault(name, set()):
        return []
    reading.writers[name].add(new)
    return [(name, new)]


def _argument(call: ast.Call, writer: Writer) -> ast.expr | None:
    named = next((keyword.value for keyword in call.keywords if keyword.arg == writer.parameter), None)
    return named if named is not None else call.args[writer.place] if writer.place < len(call.args) else None


def _texts(value: ast.expr | None) -> Iterator[Text]:
    if isinstance(value, ast.IfExp):
        yield from _texts(value.body)
        yield from _texts(value.orelse)
    elif isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield Text(value.value)
    elif isinstance(value, ast.Name):
        yield Text("", value.id)
    elif isinstance(value, ast.JoinedStr):
        plain = [str(part.value) if isinstance(part, ast.Constant) else "" for part in value.values]
        at, inner = next((i, part.value) for i, part in enumerate(value.values) if isinstance(part, ast.FormattedValue))
        yield Text("".join(plain[:at]), inner.id if isinstance(inner, ast.Name) else "?", "".join(plain[at + 1 :]))
    else:
        yield Text("", "?")


def _module(path: str) -> Module:
    """A file by its path from the top of the checkout."""
    name = path.removesuffix(".py").replace("/", ".")
    package = name.rpartition(".")[0].split(".")
    syntax = tree.syntax(tree.ROOT / path)
    names: dict[str, str] = {}
    for node in ast.walk(syntax):
        if isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            source = ".".join([*base, *([node.module] if node.module else [])])
            names |= {alias.asname or alias.name: f"{source}.{alias.name}" for alias in node.names}
    names |= {node.name: f"{name}.{node.name}" for node in syntax.body if isinstance(node, ast.FunctionDef)}
    return Module(name, names, dict(_constants(syntax)))


def _constants(syntax: ast.Module) -> Iterator[tuple[str, str]]:
    """Name → text for what a file assigns at its top, one by one or several at once."""
    for node in syntax.body:
        if isinstance(node, ast.Assign):
            targets, values = ([*side.elts] if isinstance(side, ast.Tuple) else [side] for side in (node.targets[0], node.value))
            for target, value in zip(targets, values, strict=False):
                if isinstance(target, ast.Name) and isinstance(value, ast.Constant) and isinstance(value.value, str):
                    yield target.id, value.value


def _calls(module: Module, syntax: ast.Module) -> Iterator[Call]:
    for top in syntax.body:
        function = top if isinstance(top, ast.FunctionDef) else None
        for node in ast.walk(top):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                yield Call(module.names.get(node.func.id, ""), node, module, function)
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name):
                yield Call(f"{module.names.get(node.func.value.id, '')}.{node.func.attr}", node, module, function)
