"""What happened, what was kept and what to type next, in one line."""

from __future__ import annotations

from math import ceil

from inspect_finetune.errors import InputError, UnusableError
from inspect_finetune.training.hosted.faults import ServiceError
from inspect_finetune.training.record import RunRecord

AGAIN = "type the same command again"


def explained(fault: ServiceError, record: RunRecord, url: str) -> InputError:
    """A failed request as the user's one line.

    Args:
        fault: What failed.
        record: How far the run is.
        url: The service's base URL.

    Returns:
        An `UnusableError` (exit code 3) where the same command may do better later, else an
        `InputError` (exit code 2).
    """
    if fault.doing == "list the jobs" and fault.kind == "absent":
        return _blind(record)
    happened = f"could not {fault.doing}: {_happened(fault, record, url)}"
    what = f"{happened}. {kept(record)}"
    kind = UnusableError if fault.may_pass else InputError
    return kind(what, where=f"run {record.name}", fix=_next(fault, record, url))


def kept(record: RunRecord) -> str:
    """What is there already, and what it means for the next try."""
    held = record.job
    if held.get("id"):
        return f"The job {held['id']} is in the record, and none is paid twice"
    if held.get("creating"):
        return "Whether a job was created is looked up first when you go on"
    if held.get("file"):
        return f"The file is uploaded ({held['file']}) and will be used; no job was created"
    return "Nothing was uploaded, no job was created"


def _blind(record: RunRecord) -> InputError:
    what = (
        "a job may have been created before an answer was lost, and this service can't list "
        f"its jobs; to be sure that none is paid twice, nothing was sent. {kept(record)}"
    )
    fix = (
        "Look in the service's own pages: if there is a job, name it with --job ID; if there is "
        "none, add --again"
    )
    return UnusableError(what, where=f"run {record.name}", fix=fix)


def _happened(fault: ServiceError, record: RunRecord, url: str) -> str:
    said = f"{fault.message} (HTTP {fault.status})" if fault.status else fault.message
    if fault.status == 401:
        return f"{url} refuses the key: {said}"
    if fault.status == 403:
        return f"the key may not do that: {said}"
    if fault.status == 429:
        money = fault.kind == "refused"
        return f"the account's quota is used up: {said}" if money else f"too many requests: {said}"
    if fault.kind == "gone":
        return f"{url} does not answer as it should: {said}"
    if _about_the_base(fault, record):
        return f"{record.base} can't be tuned here: {said}"
    return said


def _next(fault: ServiceError, record: RunRecord, url: str) -> str:
    if fault.status == 401:
        return f"Set OPENAI_API_KEY to a key of {url}, then {AGAIN}"
    if fault.status == 403:
        return (
            f"Have the key's project allow fine-tuning and its files, or set another key; {AGAIN}"
        )
    if fault.status == 429 and fault.kind == "refused":
        return f"Raise the account's limit, then {AGAIN}"
    if fault.may_pass:
        return f"Wait {ceil(fault.after)} s, then {AGAIN}" if fault.after else f"Later, {AGAIN}"
    if _about_the_base(fault, record):
        return "Name with --model a base model that the service can tune today"
    if fault.kind == "absent":
        if fault.doing == "look at the job":
            return "Is it the right account? If the job is gone for good, add --again"
        return f"Does {url} fine-tune? Check --base-url or OPENAI_BASE_URL (it often ends in /v1)"
    if "file" in fault.param or fault.doing == "upload the file":
        return f"See `inspect-finetune data check {record.training.path}`, mend the file, go on"
    return f"Change what the service names, then {AGAIN}"


def _about_the_base(fault: ServiceError, record: RunRecord) -> bool:
    """Whether the service refuses the base model, by what it names."""
    if fault.doing != "create the job" or fault.may_pass:
        return False
    words = f"{fault.code} {fault.param}".casefold()
    return "model" in words or record.base in fault.message or "model" in fault.message.casefold()
