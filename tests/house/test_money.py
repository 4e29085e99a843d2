"""Money is integer fen everywhere: no float touches it, no column of the database can hold anything else."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.house import tree

WRONG_FIELDS = {"FloatField", "DecimalField"}
FLOAT_TYPES = {"float16", "float32", "float64", "float128", "longdouble", "double"}


def _named(node: ast.AST) -> set[str]:
    """Every identifier, attribute and keyword inside the node."""
    result: set[str] = set()
    for part in ast.walk(node):
        result |= {value for value in (getattr(part, key, None) for key in ("id", "attr", "arg")) if isinstance(value, str)}
    return result


def floats_near_money(source: ast.Module) -> list[int]:
    """Lines of simple statements that name an amount (`…_fen`) and hold a float literal, `float()` or a float type."""
    lines = []
    for node in ast.walk(source):
        if not isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign | ast.Return | ast.Expr):
            continue
        names = _named(node)
        if not any(word.endswith("_fen") for word in names):
            continue
        literal = any(isinstance(part, ast.Constant) and isinstance(part.value, float) for part in ast.walk(node))
        if literal or "float" in names or names & FLOAT_TYPES:
            lines.append(node.lineno)
    return lines


def test_the_look_out_sees_a_float_beside_an_amount() -> None:
    wrong = ast.parse(
        "total_fen = base_fen * 0.08\nshare_fen = float(x)\nother = column_fen.astype(np.float64)\nwait = 0.5\nfine_fen = a_fen * 8 // 100"
    )

    assert floats_near_money(wrong) == [1, 2, 3]


def test_no_statement_about_an_amount_uses_a_float() -> None:
    amounts = [path for path in tree.python_files("shebao") if "_fen" in path.read_text(encoding="utf-8")]
    lines = {tree.name(path): floats_near_money(tree.syntax(path)) for path in amounts}

    assert len(amounts) > 100
    assert {name: where for name, where in lines.items() if where} == {}


def test_the_pure_floors_make_no_float_of_anything() -> None:
    result = []
    for path in tree.python_files("shebao/base", "shebao/core"):
        for node in ast.walk(tree.syntax(path)):
            called = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float"
            typed = isinstance(node, ast.Attribute) and node.attr in FLOAT_TYPES
            if called or typed:
                result.append(f"{tree.name(path)}:{node.lineno}")

    assert result == []


def test_no_model_has_a_float_or_decimal_column() -> None:
    def offends(path: Path) -> bool:
        return bool(WRONG_FIELDS & _named(tree.syntax(path)))

    models = [path for path in tree.python_files("shebao/agency") if "models" in path.stem or "models" in path.parts]

    assert models
    assert [tree.name(path) for path in models if offends(path)] == []
