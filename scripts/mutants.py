"""What a mutation is: every small change of a file of code that a test of it ought to notice, one at a time."""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

COMPARISONS: dict[type, type] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
OPERATORS: dict[type, type] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult, ast.Mod: ast.FloorDiv,
    ast.Pow: ast.Mult, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd, ast.LShift: ast.RShift, ast.RShift: ast.LShift,
}  # fmt: skip
NAMES = {
    "min": "max", "max": "min", "any": "all", "all": "any", "lesser": "greater", "greater": "lesser", "minimum": "maximum",
    "maximum": "minimum", "fen": "fen_down", "fen_down": "fen", "jiao_up": "fen", "yuan": "fen", "whole": "whole_up", "whole_up": "whole",
    "half_up": "down", "down": "up", "up": "down", "round": "round_down", "round_up": "round", "round_down": "round_up",
}  # fmt: skip
"""Functions whose mix-up would be a real mistake; a name that is not known where it is put counts as noticed."""
DECIMAL = re.compile(r"\d+(\.\d+)?")


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: the changed module, the function it lies in ("" for the module's own lines), its lines, and what it says.

    The tree is changed only until the next mutant is asked for.
    """

    path: Path
    tree: ast.Module
    qualname: str
    lines: range
    told: str


# -- making mutants ------------------------------------------------------------------------------------------------


def changes(node: ast.AST) -> Iterator[ast.AST]:
    """Every single change of one node, not of its children."""
    if isinstance(node, ast.Compare):
        for place, operator in enumerate(node.ops):
            other = copy.deepcopy(node)
            other.ops[place] = COMPARISONS[type(operator)]()
            yield other
    elif isinstance(node, (ast.BinOp, ast.AugAssign)) and type(node.op) in OPERATORS:
        other_operation = copy.deepcopy(node)
        other_operation.op = OPERATORS[type(node.op)]()
        yield other_operation
    elif isinstance(node, ast.BoolOp):
        joined = copy.deepcopy(node)
        joined.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield joined
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.Not, ast.USub)):
        yield copy.deepcopy(node.operand)
    elif isinstance(node, (ast.If, ast.IfExp, ast.While)) and not isinstance(node.test, (ast.Compare, ast.UnaryOp)):
        turned = copy.deepcopy(node)
        turned.test = ast.copy_location(ast.UnaryOp(ast.Not(), turned.test), node.test)
        yield turned
    elif isinstance(node, ast.Return) and node.value is not None and not _is_none(node.value):
        yield ast.copy_location(ast.Return(ast.copy_location(ast.Constant(None), node)), node)
    elif isinstance(node, ast.Constant):
        yield from (ast.copy_location(ast.Constant(value), node) for value in other_values(node.value))
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in NAMES:
        yield ast.copy_location(ast.Name(NAMES[node.id], ast.Load()), node)
    elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load) and node.attr in NAMES:
        yield ast.copy_location(ast.Attribute(node.value, NAMES[node.attr], ast.Load()), node)


def other_values(value: Any) -> Iterator[Any]:
    """Neighbours of a constant: the other truth, one more, the last digit of decimal text one more; words are left alone."""
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield value + 1
    elif isinstance(value, str) and DECIMAL.fullmatch(value):
        yield value[:-1] + str((int(value[-1]) + 1) % 10)


def _is_none(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def mutants(path: Path) -> Iterator[Mutant]:
    """Every mutant of a file in the order of its lines; annotations, docstrings and error messages are not code of law."""
    tree = ast.parse(path.read_text(encoding="utf-8"))

    def walk(node: ast.AST, qualname: str) -> Iterator[Mutant]:
        for name, value in ast.iter_fields(node):
            if name in ("annotation", "returns", "decorator_list", "ctx", "format_spec"):
                continue
            for place, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
                if not isinstance(child, ast.AST) or isinstance(child, ast.JoinedStr):
                    continue
                for other in changes(child):
                    _put(node, name, place, other)
                    yield Mutant(path, tree, qualname, range(child.lineno, _end(child) + 1), _told(child, other))
                    _put(node, name, place, child)
                inside = isinstance(child, (ast.FunctionDef, ast.ClassDef)) and not _in_function(qualname, tree)
                yield from walk(child, f"{qualname}.{child.name}".strip(".") if inside else qualname)

    yield from walk(tree, "")


def _in_function(qualname: str, tree: ast.Module) -> bool:
    """Whether a qualified name is already that of a function: what is nested in it belongs to its code."""
    scope: Any = tree
    for part in filter(None, qualname.split(".")):
        scope = next(n for n in scope.body if getattr(n, "name", "") == part)
    return isinstance(scope, ast.FunctionDef)


def _put(node: ast.AST, name: str, place: int | None, child: ast.AST) -> None:
    if place is None:
        setattr(node, name, child)
    else:
        getattr(node, name)[place] = child


def _end(node: Any) -> int:
    """The last line that runs whenever the node does: of an `if`, its condition."""
    return int(node.test.end_lineno if isinstance(node, (ast.If, ast.While)) else node.end_lineno)


def _told(before: Any, after: Any) -> str:
    if isinstance(before, (ast.If, ast.While)):
        before, after = before.test, after.test
    return f"{before.lineno}:{before.col_offset + 1} {_short(before)} → {_short(after)}"


def _short(node: ast.AST) -> str:
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= 70 else text[:67] + "…"
