"""The `shebao` command: finds the sub-commands in `shebao/commands/`, runs one, and turns its outcome into an exit status."""

from __future__ import annotations

import argparse
import importlib
import io
import os
import pkgutil
import re
import sys
from collections.abc import Sequence
from types import ModuleType
from typing import Any, NoReturn, TextIO

import shebao
from shebao import commands
from shebao.base.finding import Refused
from shebao.core.policy.locale import shipped_places
from shebao.site.start import refuse_optimised

FINE, SOMETHING_WRONG, CANNOT = 0, 1, 2
INTERRUPTED = 130

# argparse speaks English; these are the sentences a person can meet, in Chinese.
_SENTENCES = (
    (r"the following arguments are required: (.+)", r"缺少参数：\1。"),
    (r"unrecognized arguments: (.+)", r"不认识的参数：\1。"),
    (r"argument (.+?): expected one argument", r"参数 \1 后面要有一个值。"),
    (r"argument (.+?): expected at least one argument", r"参数 \1 后面至少要有一个值。"),
    (r"argument (.+?): expected (\d+) arguments", r"参数 \1 后面要有 \2 个值。"),
    (r"argument (.+?): invalid choice: (.+?) \(choose from (.+)\)", r"参数 \1 不能是 \2，可以是：\3。"),
    (r"argument (.+?): invalid (?:int|float) value: (.+)", r"参数 \1 要填数字，收到的是 \2。"),
    (r"argument (.+?): invalid .+? value: (.+)", r"参数 \1 的值 \2 看不懂。"),
    (r"argument (.+?): not allowed with argument (.+)", r"参数 \1 和 \2 不能同时用。"),
    (r"argument (.+?): (.+)", r"参数 \1：\2"),
    (r"one of the arguments (.+) is required", r"下列参数要给一个：\1。"),
    (r"ambiguous option: (.+?) could match (.+)", r"参数 \1 不明确，可能是：\2。"),
)


class Parser(argparse.ArgumentParser):
    """An argument parser whose help and errors are in Chinese; used for sub-commands too."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs["add_help"] = False
        super().__init__(**kwargs)
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示这份说明")

    def format_usage(self) -> str:
        """The usage line with a Chinese heading."""
        return super().format_usage().replace("usage: ", "用法：", 1)

    def format_help(self) -> str:
        """The help text with a Chinese heading."""
        return super().format_help().replace("usage: ", "用法：", 1)

    def error(self, message: str) -> NoReturn:
        """One clear sentence on standard error, exit status 2."""
        for pattern, chinese in _SENTENCES:
            translated, hits = re.subn(f"^{pattern}$", chinese, message)
            if hits:
                message = translated
                break
        self.exit(CANNOT, f"{self.prog}：{message} 用法见 {self.prog} --help\n")


def command_names() -> list[str]:
    """File names in `shebao/commands/`, sorted."""
    return sorted(module.name for module in pkgutil.iter_modules(commands.__path__) if not module.name.startswith("_"))


def load_command(module_name: str) -> ModuleType:
    """Import one command file and check that it has the three things a command must have."""
    module = importlib.import_module(f"shebao.commands.{module_name}")
    for needed in ("TITLE", "add_arguments", "run"):
        assert hasattr(module, needed), f"shebao/commands/{module_name}.py lacks {needed}"
    return module


def build_parser(modules: Sequence[ModuleType]) -> Parser:
    """The parser of `shebao` with one sub-parser for each of the given command modules."""
    parser = Parser(prog="shebao", description="社保：县级社会保险经办系统。")
    parser.add_argument("--version", action="version", version=f"shebao {shebao.__version__}", help="显示版本")
    kinds = parser.add_subparsers(title="命令", dest="command", metavar="命令", required=True, parser_class=Parser)
    for module in modules:
        name = getattr(module, "NAME", module.__name__.rpartition(".")[2].replace("_", "-"))
        sub = kinds.add_parser(name, help=module.TITLE, description=module.TITLE)
        module.add_arguments(sub)
        sub.set_defaults(_run=module.run)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status (0 fine, 1 found something wrong, 2 could not be done)."""
    for stream in (sys.stdout, sys.stderr):
        _make_utf8(stream)
    refuse_optimised()
    arguments = list(sys.argv[1:] if argv is None else argv)
    names = command_names()
    wanted = arguments[0].replace("-", "_") if arguments else ""
    # Importing only the command asked for keeps every call quick; the whole list is needed for help alone.
    chosen = [wanted] if wanted in names else names
    parser = build_parser([load_command(name) for name in chosen])
    if not arguments:
        parser.print_help()
        return CANNOT
    args = parser.parse_args(arguments)
    try:
        # Whatever is asked, a law that cannot be right is not worked with: a misspelt value would be missed in silence.
        shipped_places()
        return int(args._run(args) or FINE)
    except Refused as refused:
        print(f"shebao：{refused}", file=sys.stderr)
        return CANNOT
    except KeyboardInterrupt:
        print("shebao：已中断。", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # The reader (`| head`) has left; closing the stream keeps Python from complaining at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE


def _make_utf8(stream: TextIO) -> None:
    """Chinese must print even where the locale is C."""
    if isinstance(stream, io.TextIOWrapper) and stream.encoding.lower().replace("-", "") != "utf8":
        stream.reconfigure(encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
