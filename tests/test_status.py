"""The translation matrix, and what makes a translation stale."""

from pathlib import Path

from tests.conftest import run_here


def test_everything_is_current(project: Path) -> None:
    result = run_here("status", cwd=project)
    assert result.returncode == 0
    rows = dict(line.split(maxsplit=1) for line in result.stdout.splitlines() if "/" in line)
    assert rows["library/customer-loyalty-in-brief"].split() == ["current", "current", "source"]
    assert rows["library/what-is-customer-loyalty"].split() == ["source", "source", "current"]
    assert rows["measure/nps-calculator"].split() == ["written", "current", "current"]
    assert "35 written, 77 current, 5 source" in result.stdout


def test_a_changed_origin_makes_its_translations_stale(project: Path) -> None:
    origin = project / "docs/da/library/what-is-customer-retention.md"
    origin.write_text(origin.read_text("utf-8") + "\nMere.\n", "utf-8")
    result = run_here("status", cwd=project)
    assert result.returncode == 1
    assert "2 stale" in result.stdout
    assert "docs/no/library/what-is-customer-retention.md: follows revision" in result.stdout


def test_a_changed_description_does_not(project: Path) -> None:
    origin = project / "docs/da/library/what-is-customer-retention.md"
    origin.write_text(
        origin.read_text("utf-8").replace("description: K", "description: k"), "utf-8"
    )
    assert "stale" not in run_here("status", cwd=project).stdout


def test_a_missing_page_is_shown(project: Path) -> None:
    (project / "docs/id/library/what-is-customer-retention.md").unlink()
    result = run_here("status", cwd=project)
    assert result.returncode == 1
    assert "1 missing" in result.stdout
