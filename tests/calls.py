"""The command line inside this process: the rules are read once, so that many calls are quick."""

from __future__ import annotations

from subprocess import CompletedProcess

from click.testing import CliRunner

from boilerstrip.cli import main


def call(*args: str, stdin: bytes = b"") -> CompletedProcess[bytes]:
    """What ``boilerstrip ARGS`` says and how it ends."""
    done = CliRunner().invoke(main, args, input=stdin, catch_exceptions=False, prog_name="boilerstrip")
    return CompletedProcess(args, done.exit_code, done.stdout_bytes, done.stderr_bytes)
