"""A gate as JUnit XML: one test case for each measure, which every CI shows."""

from pathlib import Path

from junitparser import Error, Failure, JUnitXml, Skipped, TestCase, TestSuite

from inspect_finetune.compare.findings import Gated, Judged
from inspect_finetune.compare.wording import key_of, names_of, plain

SUITE = "inspect-finetune gate"


def write_junit(found: Gated, path: Path, undecided: str | None = None) -> None:
    """Write the file.

    Args:
        found: The verdict.
        path: Where to.
        undecided: ``pass`` shows undecided measures as skipped; else they are failures, as the
            command fails for them.
    """
    suite = TestSuite(SUITE)
    names = names_of([one.finding for one in found.judged])
    for one, name in zip(found.judged, names, strict=True):
        suite.add_testcase(_case(one, name, undecided))
    for number, reason in enumerate(found.reasons, 1):
        case = TestCase(f"comparable {number}", classname=SUITE)
        case.result = [Error(plain(reason, 2000), "refused")]
        suite.add_testcase(case)
    # a gate always has a verdict; a file without a case would read as one that passed nothing
    if not found.judged and not found.reasons:
        case = TestCase("verdict", classname=SUITE)
        case.result = [Error(plain(found.said, 2000), found.verdict)]
        suite.add_testcase(case)
    xml = JUnitXml(SUITE)
    xml.add_testsuite(suite)
    xml.update_statistics()  # type: ignore[no-untyped-call]
    xml.write(str(path), pretty=True)


def _case(one: Judged, name: str, undecided: str | None) -> TestCase:
    case = TestCase(name, classname=plain(one.finding.task))
    said = plain(one.said, 2000)
    rule = plain(f"{key_of(one.finding.measure)} {one.rule}", 500)
    if one.verdict == "regression":
        case.result = [Failure(said, "regression")]
    elif one.verdict == "undecided":
        case.result = [Skipped(said) if undecided == "pass" else Failure(said, "undecided")]
    else:
        case.system_out = f"{one.verdict}: {said}"
    for result in case.result:
        result.text = rule
    return case
