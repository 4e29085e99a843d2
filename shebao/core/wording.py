"""A rule's formula in Chinese words, read from the rule's own source, so that the sheet can never drift from the code."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from shebao.core.arithmetic.exact import Q

_SIGNS: Mapping[type, str] = {
    ast.Add: " + ",
    ast.Sub: " − ",
    ast.Mult: " × ",
    ast.Div: " ÷ ",
    ast.FloorDiv: " 整除 ",
    ast.Mod: " 取余 ",
    ast.Lt: " ＜ ",
    ast.LtE: " ≤ ",
    ast.Gt: " ＞ ",
    ast.GtE: " ≥ ",
    ast.Eq: " ＝ ",
    ast.NotEq: " ≠ ",
    ast.In: " 属于 ",
    ast.NotIn: " 不属于 ",
    ast.Is: " 为 ",
    ast.IsNot: " 不为 ",
    ast.BitAnd: " 且 ",
    ast.BitOr: " 或 ",
}
_AFTER: Mapping[str, str] = {
    "fen": "四舍五入到分",
    "fen_down": "舍到分",
    "jiao_up": "见分进角",
    "yuan": "四舍五入到元",
    "whole": "取整数（舍去不足一）",
    "whole_up": "取整数（不足一按一计）",
}
_METHODS: Mapping[str, str] = {"round": "四舍五入到 {} 位小数", "round_up": "进位到 {} 位小数", "round_down": "舍到 {} 位小数"}
_SILENT = frozenset({"exact", "number", "count", "abs", "int"})
_PHRASES: Mapping[str, str] = {
    "percent": "{0}%",
    "where": "（若 {0} 则 {1}，否则 {2}）",
    "lesser": "（{0} 与 {1} 的较小者）",
    "greater": "（{0} 与 {1} 的较大者）",
    "clamp": "（{0}，不低于 {1}，不高于 {2}）",
    "band": "{0} 在“{1}”中所属一档",
    "step": "{0} 在“{1}”中达到的最高一级",
    "table": "{0} 查“{1}”",
    "total": "{0} 之和",
    "no": "非（{0}）",
    "rounded": "{0}（按“{1}”）",
    "age_months": "{0} 至 {1} 的月数",
    "months_between": "{0} 至 {1} 的月数",
    "add_months": "{0} 加 {1} 个月",
    "later": "{0} 与 {1} 的较晚者",
    "month_of": "{0} 所在月份",
}


def formula_in_words(function: Callable[..., Any], names: Mapping[str, str]) -> str:
    """The formula of a rule, each argument written as `names` says (its Chinese title, or this person's figure)."""
    body = _body(function)
    if any(isinstance(statement, ast.For) for statement in body):
        return "按标准逐段计算"
    writer = _Writer(names, function.__globals__)
    parts: list[str] = []
    for statement in body:
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            writer.local[statement.targets[0].id] = statement.value
        elif isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name) and statement.value is not None:
            writer.local[statement.target.id] = statement.value
        elif isinstance(statement, ast.Return) and statement.value is not None:
            parts.append(writer.words(statement.value))
        elif isinstance(statement, ast.If):
            parts.append(writer.branch(statement))
    return "；".join(parts)


@lru_cache(maxsize=4096)
def _body(function: Callable[..., Any]) -> tuple[ast.stmt, ...]:
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    definition = tree.body[0]
    assert isinstance(definition, ast.FunctionDef)
    skip = 1 if ast.get_docstring(definition) is not None else 0
    return tuple(definition.body[skip:])


class _Writer:
    """Turns expressions into words; a local name is written as the expression it stands for."""

    def __init__(self, names: Mapping[str, str], surroundings: Mapping[str, Any]) -> None:
        self.names, self.surroundings = names, surroundings
        self.local: dict[str, ast.expr] = {}

    def words(self, node: ast.expr) -> str:
        method = getattr(self, f"_{type(node).__name__.lower()}", None)
        return str(method(node)) if method else ast.unparse(node)

    def branch(self, node: ast.If) -> str:
        """An if statement whose branches return."""
        then = "；".join(self.words(s.value) for s in node.body if isinstance(s, ast.Return) and s.value is not None)
        return f"若 {self.words(node.test)}：{then}" if then else f"要求不出现 {self.words(node.test)}"

    def _name(self, node: ast.Name) -> str:
        if node.id in self.names:
            return self.names[node.id]
        if node.id in self.local:
            inner = self.local[node.id]
            text = self.words(inner)
            return f"（{text}）" if isinstance(inner, (ast.BinOp, ast.IfExp, ast.Compare)) else text
        value = self.surroundings.get(node.id)
        if isinstance(value, Q) and not value.is_column:
            return value.text()
        return str(value) if isinstance(value, (int, str)) else node.id

    def _constant(self, node: ast.Constant) -> str:
        return "无" if node.value is None else str(node.value)

    def _binop(self, node: ast.BinOp) -> str:
        left, right = self._bracketed(node.left, node.op, False), self._bracketed(node.right, node.op, True)
        return f"{left}{_SIGNS.get(type(node.op), ' ? ')}{right}"

    def _bracketed(self, node: ast.expr, outer: ast.operator, is_right: bool) -> str:
        text = self.words(node)
        if not isinstance(node, ast.BinOp):
            return text
        weak = isinstance(node.op, (ast.Add, ast.Sub))
        tight = isinstance(outer, (ast.Mult, ast.Div)) and weak
        turned = is_right and (isinstance(outer, ast.Div) or (isinstance(outer, ast.Sub) and weak)) and not tight
        return f"（{text}）" if tight or turned else text

    def _unaryop(self, node: ast.UnaryOp) -> str:
        sign = {ast.USub: "−", ast.Not: "非 ", ast.Invert: "非 "}.get(type(node.op), "")
        return f"{sign}{self.words(node.operand)}"

    def _compare(self, node: ast.Compare) -> str:
        text = self.words(node.left)
        for sign, right in zip(node.ops, node.comparators, strict=True):
            text += f"{_SIGNS.get(type(sign), ' ? ')}{self.words(right)}"
        return text

    def _boolop(self, node: ast.BoolOp) -> str:
        return (" 且 " if isinstance(node.op, ast.And) else " 或 ").join(map(self.words, node.values))

    def _ifexp(self, node: ast.IfExp) -> str:
        return f"若 {self.words(node.test)} 则 {self.words(node.body)}，否则 {self.words(node.orelse)}"

    def _tuple(self, node: ast.Tuple) -> str:
        return "、".join(map(self.words, node.elts))

    def _list(self, node: ast.List) -> str:
        return "、".join(map(self.words, node.elts))

    def _subscript(self, node: ast.Subscript) -> str:
        return f"{self.words(node.value)}〔{self.words(node.slice)}〕"

    def _attribute(self, node: ast.Attribute) -> str:
        return f"{self.words(node.value)}的{node.attr}"

    def _call(self, node: ast.Call) -> str:
        if isinstance(node.func, ast.Attribute):
            return self._method(node.func, node.args)
        name = ast.unparse(node.func)
        arguments = [self.words(argument) for argument in node.args]
        if name in _AFTER:
            return f"{arguments[0]}，{_AFTER[name]}"
        if name in _SILENT and arguments:
            return arguments[0]
        if name in _PHRASES:
            return _PHRASES[name].format(*arguments)
        return self._phrase(name, arguments)

    def _method(self, func: ast.Attribute, args: list[ast.expr]) -> str:
        inner = self.words(func.value)
        if func.attr in _METHODS and args:
            return f"（{inner}，{_METHODS[func.attr].format(self.words(args[0]))}）"
        if func.attr in ("within", "scaled"):
            return inner
        return f"{inner}.{func.attr}（{'、'.join(map(self.words, args))}）"

    def _phrase(self, name: str, a: list[str]) -> str:
        if name == "either":
            return " 或 ".join(a)
        helper = self.surroundings.get(name)
        doc = (inspect.getdoc(helper) or "").split("。")[0] if callable(helper) else ""
        shown = doc if doc and not doc.isascii() else name
        return f"{shown}（{'、'.join(a)}）"
