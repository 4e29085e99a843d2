"""ISO 20022 messages: parsed without entities, network or declarations, and validated by the schema before anything is believed."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from lxml import etree

from shebao.base.finding import refuse

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:"
RULE = "documents.iso20022"
ADVICE = "请与银行核对报文的版本和内容，重新取回原始文件；文件未作任何处理。"
_SHOWN = 3


@cache
def schema(message: str) -> Any:
    """The schema of a message, as "pain.002.001.10"."""
    text = files("shebao.documents").joinpath("schemas", f"{message}.xsd").read_bytes()
    return etree.XMLSchema(etree.fromstring(text, _parser()))


def read_message(content: bytes, message: str) -> Any:
    """The root element of a message; raises `Refused` for what is no XML, another message, or not as the schema says, with lines."""
    if not content.strip():
        refuse(RULE, "文件是空的", ADVICE, "文件")
    if b"<!DOCTYPE" in content[:4096] or b"<!ENTITY" in content[:4096]:
        refuse(RULE, "报文里有文档类型声明，ISO 20022 报文不会有", ADVICE, "文件开头")
    try:
        root = etree.fromstring(content.strip(), _parser())
    except (etree.XMLSyntaxError, ValueError) as wrong:
        line = getattr(wrong, "lineno", None)
        refuse(RULE, "不是完整的 XML，可能只传了一半", ADVICE, f"第{line}行" if line else "文件")
    name = etree.QName(root).namespace or ""
    if name != NAMESPACE + message:
        known = name.removeprefix(NAMESPACE) if name.startswith(NAMESPACE) else "别的文件"
        refuse(RULE, f"应是 {message} 报文，这份是{known}", ADVICE, "第1行")
    checker = schema(message)
    if not checker.validate(root):
        errors = [f"第{error.line}行：{_words(error.message)}" for error in list(checker.error_log)[:_SHOWN]]
        refuse(RULE, f"报文不合 {message} 的结构，共 {len(checker.error_log)} 处：{'；'.join(errors)}", ADVICE, "报文")
    return root


def write_message(root: Any, message: str) -> bytes:
    """The bytes of a message that we made; one that breaks its own schema is our fault."""
    schema(message).assertValid(root)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)


def text_at(element: Any, path: str) -> str:
    """The text below an element at a path of plain names ("Amt/InstdAmt"), without blanks around it; empty where there is none."""
    result = at(element, path)
    return (result.text or "").strip() if result is not None else ""


def at(element: Any, path: str) -> Any:
    """The first element below another at a path of plain names; None where there is none."""
    space = etree.QName(element).namespace
    return element.find("/".join(f"{{{space}}}{name}" for name in path.split("/")))


def each(element: Any, path: str) -> list[Any]:
    """Every element below another at a path of plain names."""
    space = etree.QName(element).namespace
    return list(element.iterfind("/".join(f"{{{space}}}{name}" for name in path.split("/"))))


def put(parent: Any, path: str, text: str | None = None, **attributes: str) -> Any:
    """Add an element below another, with those on the way to it; the new one."""
    space = etree.QName(parent).namespace
    for name in path.split("/"):
        parent = etree.SubElement(parent, f"{{{space}}}{name}")
    parent.text = text
    for name, value in attributes.items():
        parent.set(name, value)
    return parent


def new_message(message: str) -> Any:
    """The root of a message to be filled."""
    return etree.Element(f"{{{NAMESPACE}{message}}}Document", nsmap={None: NAMESPACE + message})  # type: ignore[dict-item]


def _parser() -> Any:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False)


def _words(message: str) -> str:
    """The library's sentence without namespaces, which nobody can read."""
    start = message.find("{" + NAMESPACE)
    while start >= 0:
        message = message[:start] + message[message.index("}", start) + 1 :]
        start = message.find("{" + NAMESPACE)
    return message[:120]
