"""Large logs in seconds: the samples of a real log over and over, under new names."""

import json
from pathlib import Path
from zipfile import ZipFile

from inspect_ai.log import read_eval_log  # also teaches zipfile the compression of .eval files

PACKED = {"compression": 93, "compresslevel": None}  # zstd


def enlarge(small: Path, large: Path, samples: int, objects: int = 200) -> Path:
    """Write a log of so many samples, each a copy of one of `small`'s but for id and object."""
    with ZipFile(small) as source, ZipFile(large, "w", **PACKED) as out:
        members = [json.loads(source.read(name)) for name in names(source)]
        header = json.loads(source.read("header.json"))
        ids = []
        for number in range(samples):
            raw = members[number % len(members)]
            ids.append(f"{number}|{raw['id']}")
            raw = {**raw, "id": ids[-1], "metadata": {**raw["metadata"]}}
            raw["metadata"]["object"] = f"object {number // 7 % objects}"
            out.writestr(f"samples/{ids[-1]}_epoch_1.json", json.dumps(raw))
        header["eval"]["dataset"].update(samples=samples, sample_ids=ids)
        header["eval"].update(task_id=f"large{samples}", headline_metric=None)
        out.writestr("header.json", json.dumps(header))
    assert read_eval_log(str(large), header_only=True).status == "success"
    return large


def names(log: ZipFile) -> list[str]:
    return [name for name in log.namelist() if name.startswith("samples/")]
