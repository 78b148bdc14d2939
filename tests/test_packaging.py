"""The package as it is installed: complete, and cheap to register."""

import re
import subprocess
import sys
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from inspect_finetune.packaged import datasets_dir

ROOT = Path(__file__).parent.parent


def test_every_room_is_in_the_wheel() -> None:
    listed = set(re.findall(r'^    "(inspect_finetune[\w.]*)",$', toml(), re.MULTILINE))
    source = ROOT / "src"
    found = {
        ".".join(path.parent.relative_to(source).parts) for path in source.rglob("__init__.py")
    }
    assert listed == found | {"inspect_finetune.evals", "inspect_finetune.datasets"}


def toml() -> str:
    return (ROOT / "pyproject.toml").read_text()


def test_the_data_lies_where_the_tasks_look() -> None:
    assert (datasets_dir() / "objects-50.csv").is_file()
    assert not (datasets_dir() / "__init__.py").exists()


def test_the_entry_point_is_named_after_the_package() -> None:
    names = [point.name for point in entry_points(group="inspect_ai")]
    assert "inspect_finetune" in names


def test_registering_imports_nothing_heavy() -> None:
    code = (
        "import sys, inspect_ai; before = set(sys.modules); import inspect_finetune._registry;"
        "print(*sorted({name.split('.')[0] for name in set(sys.modules) - before}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {"pandas", "numpy", "scipy", "torch", "matplotlib", "sentencex", "playwright", "openai"}
    assert heavy.isdisjoint(done.stdout.split())


def test_registering_loads_no_reader() -> None:
    code = "import sys, inspect_finetune._registry; print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = done.stdout.split()
    readers = {"acrostic.reading", "acrostic.answers", "introspection.claims", "facts.numbers"}
    assert {f"inspect_finetune.{reader}" for reader in readers}.isdisjoint(loaded)


def test_no_file_is_longer_than_300_lines() -> None:
    code = [*(ROOT / "src").rglob("*.py"), *(ROOT / "evals").rglob("*.py")]
    long = {path.name: n for path in code if (n := len(path.read_text().splitlines())) > 300}
    assert long == {}


@pytest.mark.parametrize("name", ["acrostic", "facts", "introspection"])
def test_every_public_name_is_found_on_first_use(name: str) -> None:
    package = import_module(f"inspect_finetune.{name}")
    for public in package.__all__:
        assert getattr(package, public).__name__ == public
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = package.nothing
