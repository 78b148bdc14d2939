"""Pictures: within their paper, the same every time, with titles that hold."""

import xml.etree.ElementTree as ET

import pytest
from matplotlib.text import Text

from inspect_finetune.report.errors import error_cells
from inspect_finetune.report.outcomes import outcomes_of
from inspect_finetune.report.pictures.canvas import Picture, save, style
from inspect_finetune.report.pictures.dose import dose_picture
from inspect_finetune.report.pictures.heatmap import heatmap_picture
from inspect_finetune.report.pictures.lettering import label, legend_names, one_line, width
from inspect_finetune.report.pictures.levels import levels_picture
from inspect_finetune.report.pictures.outcomes import outcomes_picture
from inspect_finetune.report.pictures.swaps import swaps_picture
from inspect_finetune.report.swaps import swaps_of
from tests.report.answers import answer, answers, frame

LONG = "A very long name of an object: <b>$x^2$</b> \n\u202e漢字 " * 4
KINDS = ("swapped", "leading_digits", "near", "wrong_length", "invented", "several", "abstained")
LEVELS = ("direct", "paraphrase", "indirect", "embedded", "unknown_allowed")


def pictures(some) -> list[Picture]:
    first = some[some["model"] == some["model"].iloc[0]]
    with style():
        drawn = [
            levels_picture(error_cells(some).get(("level",), [])),
            dose_picture(some),
            outcomes_picture(outcomes_of(first), "outcomes"),
            heatmap_picture(first, "heatmap"),
            swaps_picture(swaps_of(first), "swaps"),
        ]
    return [picture for picture in drawn if picture]


def mixed(objects: int, models: int = 1, name: str = "object"):
    rows = []
    for m in range(models):
        for i in range(objects):
            for place, level in enumerate(LEVELS):
                bad = (i * 7 + place * 3 + m) % 5 < place
                kind = KINDS[(i + place) % len(KINDS)] if bad else "correct"
                rows.append(
                    answer(
                        model=f"openai/ft:gpt-4o-mini-2024-07-18:some-org:some-name:{m}",
                        location=f"{m}.eval",
                        object=f"{name} {i}",
                        level=level,
                        outcome=kind,
                        examples=5.0 * 2**m,
                        swapped_with=f"{name} {(i * 5 + 1) % objects}" if kind == "swapped" else "",
                    )
                )
    return frame(*rows)


FIFTY = mixed(50)


def strays(picture: Picture) -> list[str]:
    """Texts that stand, wholly or in part, outside of the paper."""
    with style():
        picture.figure.draw_without_rendering()
        paper = picture.figure.bbox
        found = []
        for text in picture.figure.findobj(Text):
            if text.get_visible() and text.get_text().strip():
                box = text.get_window_extent()
                inside = box.x0 >= -1 and box.y0 >= -1
                if not (inside and box.x1 <= paper.x1 + 1 and box.y1 <= paper.y1 + 1):
                    found.append(text.get_text())
    return found


@pytest.mark.parametrize(
    ("some", "count"),
    [
        (FIFTY, 4),
        (mixed(260), 4),
        (mixed(4, models=4), 5),
        (mixed(4, models=9), 5),
        (mixed(6, name=LONG), 4),
        (frame(*answers(3)), 2),
        (frame(*answers(1, wrong=[0])), 2),
        (frame(*answers(2, wrong=[0, 1], level="x" * 200, model="m" * 300)), 3),
        (frame(*answers(5, set="far")), 0),
    ],
    ids=["50", "260", "models", "many-models", "long", "right", "one", "names", "untaught"],
)
def test_every_text_lies_on_the_paper(some, count):
    drawn = pictures(some)
    assert len(drawn) == count
    for picture in drawn:
        assert strays(picture) == [], picture.name
        assert picture.title


def test_titles_say_what_is_seen():
    titles = {picture.name: picture.title for picture in pictures(FIFTY)}
    assert titles["error-by-level"].startswith("Unknown allowed questions fail")
    assert titles["heatmap"].startswith("Each of 50 objects fails at times")
    assert titles["outcomes"].startswith("Most frequent mistake: ")
    assert "mix-ups over" in titles["swaps"]


def test_the_dose_curve_says_whether_the_error_moves():
    def title(*wrong):
        rows = [row for dose, bad in wrong for row in answers(50, range(bad), examples=dose)]
        with style():
            return dose_picture(frame(*rows)).title

    falls = title((0.0, 40), (5.0, 20), (50.0, 1))
    assert falls == "From 0 to 50 examples a fact the error falls from 80.0 % to 2.0 %"
    assert title((5.0, 1), (50.0, 20)).endswith("the error rises from 2.0 % to 40.0 %")
    same = title((1.0, 3), (10.0, 2))
    assert same == "No clear change from 1 to 10 examples a fact: 6.0 and 4.0 % wrong"
    assert dose_picture(frame(*answers(5, examples=5.0))) is None
    assert dose_picture(frame(*answers(5))) is None


def texts(picture: Picture) -> str:
    return " ".join(text.get_text() for text in picture.figure.texts)


@pytest.mark.parametrize(
    ("models", "said"),
    [
        (12, "140 answers about 4 objects, 7 of 12 models, the others stand in the tables"),
        (8, "140 answers about 4 objects, 7 of 8 models, the others stand in the tables"),
        (7, "140 answers about 4 objects, 7 models"),
    ],
)
def test_models_that_have_no_room_are_said_to_stand_in_the_tables(models, said):
    with style():
        text = texts(levels_picture(error_cells(mixed(4, models=models))[("level",)]))
    assert said in text
    assert ("the others" in text) == (models > 7)


@pytest.mark.parametrize(
    ("runs", "said"),
    [
        ({1.0: "a", 10.0: "a"}, "10 answers a dose, 10 objects, openai/a"),
        ({1.0: "a", 10.0: "b", 50.0: "c"}, "10 answers a dose, 10 objects, 3 models"),
        ({1.0: "abc", 10.0: "def"}, "30 answers a dose, 10 objects, 3 models a dose"),
        ({0.0: "a", 1.0: "bcd"}, "10 to 30 answers a dose, 10 objects, 1 to 3 models a dose"),
    ],
    ids=["one", "one-each", "three-each", "one-to-three"],
)
def test_the_dose_curve_says_how_many_models_a_dose_has(runs, said):
    rows = [
        row
        for dose, models in runs.items()
        for model in models
        for row in answers(10, wrong=[0], examples=dose, model=f"openai/{model}")
    ]
    with style():
        drawn = dose_picture(frame(*rows))
    assert f"{said} Bars:" in texts(drawn)
    assert strays(drawn) == []


def test_the_same_answers_give_the_same_bytes(tmp_path):
    for turn in ("one", "two"):
        (tmp_path / turn).mkdir()
        for picture in pictures(mixed(5))[::2]:
            save(picture, tmp_path / turn)
    names = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert len(names) == 4
    for name in names:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_files_are_drawings_with_a_title_and_no_date(tmp_path):
    for picture in pictures(mixed(2, name="<&>"))[-2:]:
        svg, png = save(picture, tmp_path)
        text = svg.read_text(encoding="utf-8")
        assert one_line(picture.title) in "".join(ET.fromstring(text).itertext())
        assert "dc:date" not in text
        assert png.read_bytes().startswith(b"\x89PNG")


def test_the_title_counts_questions_that_ask_for_the_value():
    rows = [
        *answers(10, wrong=[0, 1]),
        *(row._replace(outcome="misjudged") for row in answers(10, level="verification")),
    ]
    with style():
        drawn = outcomes_picture(outcomes_of(frame(*rows)), "outcomes")
    assert drawn.title == "Most frequent mistake: invented value (2 of 2 wrong answers)"
    assert "The title counts" in " ".join(text.get_text() for text in drawn.figure.texts)
    none = [*answers(5, level="verification", wrong=[0]), *answers(5)]
    with style():
        title = outcomes_picture(outcomes_of(frame(*none)), "outcomes").title
    assert title == "No wrong answer to a question that asks for the value"


def test_a_dose_of_few_objects_says_so():
    rows = [*answers(4, wrong=[0], examples=1.0), *answers(12, wrong=[0], examples=10.0)]
    with style():
        (axes,) = dose_picture(frame(*rows)).figure.axes
    assert [tick.get_text() for tick in axes.get_xticklabels()] == ["1\n4 objects", "10"]


def test_the_names_of_our_own_families_are_never_cut():
    for picture in pictures(mixed(2, models=2)):
        if picture.name != "swaps":
            said = [text.get_text() for text in picture.figure.findobj(Text)]
            assert {"unknown allowed", "unknown\nallowed"} & {*said}, picture.name


def test_names_in_legends_lose_the_arguments_that_they_share():
    long = "reference/memoriser (facts=/a/very/long/path/of/facts.csv, indirect=0.4, recall={})"
    long += " (scripted)"
    names = [long.format(0.8), long.format(0.9), "openai/a", "openai/b (x=1)"]
    assert legend_names(names, 5) == [
        "reference/memoriser (recall=0.8) (scripted)",
        "reference/memoriser (recall=0.9) (scripted)",
        "openai/a",
        "openai/b (x=1)",
    ]
    assert legend_names(names[:1], 5) == ["reference/memoriser (scripted)"]


def test_a_long_name_keeps_both_ends():
    name = label("reference/memoriser (recall=0.9)", 1.2)
    assert name.startswith("refer")
    assert name.endswith("0.9)")
    assert width(name, 10.5) <= 1.2
    assert label("a\nb\x00\u202ec", 2) == "a b c"
