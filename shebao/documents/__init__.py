"""Readers: turn txt, docx, xlsx and text PDF files, friendly or hostile, into plain documents of lines."""

from shebao.documents.files import read_bytes, read_file

__all__ = ["read_bytes", "read_file"]
