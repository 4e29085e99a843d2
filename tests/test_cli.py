"""The command line keeps its promises: exit statuses, one sentence on standard error, Chinese help."""

from __future__ import annotations

import argparse
from types import SimpleNamespace
from typing import Any

import pytest

from shebao import cli
from shebao.base.finding import refuse


def command(run: Any, **options: Any) -> Any:
    """A command module made on the spot."""

    def add_arguments(parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--count", type=int, help="几次")
        parser.add_argument("--kind", choices=["a", "b"], help="哪一种")

    return SimpleNamespace(__name__="shebao.commands.trial_run", TITLE="试一试", add_arguments=add_arguments, run=run, **options)


@pytest.fixture
def with_command(monkeypatch: pytest.MonkeyPatch) -> Any:
    def install(run: Any) -> None:
        monkeypatch.setattr(cli, "command_names", lambda: ["trial_run"])
        monkeypatch.setattr(cli, "load_command", lambda name: command(run))

    return install


def test_a_command_s_own_status_is_the_exit_status(with_command: Any) -> None:
    with_command(lambda args: 1)

    assert cli.main(["trial-run"]) == 1


def test_a_refusal_is_one_sentence_on_standard_error_and_status_2(with_command: Any, capsys: pytest.CaptureFixture[str]) -> None:
    with_command(lambda args: refuse("trial.file", "文件打不开。", "换一个文件再试。", where="a.csv"))

    status = cli.main(["trial-run"])

    assert status == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err == "shebao：a.csv：文件打不开。 换一个文件再试。\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["trial-run", "--count", "many"], "参数 --count 要填数字，收到的是 'many'。"),
        (["trial-run", "--count"], "参数 --count 后面要有一个值。"),
        (["trial-run", "--kind", "c"], "参数 --kind 不能是 'c'"),
        (["trial-run", "--nothing"], "不认识的参数：--nothing。"),
        (["unheard-of"], "参数 命令 不能是 'unheard-of'"),
    ],
)
def test_bad_arguments_are_explained_in_chinese(
    arguments: list[str], sentence: str, with_command: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    with_command(lambda args: 0)

    with pytest.raises(SystemExit) as ended:
        cli.main(arguments)

    assert ended.value.code == 2
    shown = capsys.readouterr()
    assert sentence in shown.err
    assert shown.err.count("\n") == 1


def test_an_interruption_ends_quietly(with_command: Any, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(args: Any) -> int:
        raise KeyboardInterrupt

    with_command(interrupted)

    assert cli.main(["trial-run"]) == 130
    assert "Traceback" not in capsys.readouterr().err


def test_our_own_mistake_is_not_dressed_up_as_a_person_s(with_command: Any) -> None:
    def broken(args: Any) -> int:
        raise AssertionError("ours")

    with_command(broken)

    with pytest.raises(AssertionError, match="ours"):
        cli.main(["trial-run"])


def test_help_lists_every_command_with_its_chinese_title(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["--help"])

    assert ended.value.code == 0
    shown = capsys.readouterr().out
    assert shown.startswith("用法：shebao")
    for name in cli.command_names():
        assert getattr(cli.load_command(name), "NAME", name.replace("_", "-")) in shown
