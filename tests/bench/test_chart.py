from __future__ import annotations

from xml.etree import ElementTree

from bench.chart import bars

SVG = "{http://www.w3.org/2000/svg}"
SERIES = {
    "ours & co": {"hit@1": 0.9, "quote@1": 0.5},
    "plain <old>": {"hit@1": 0.6, "quote@1": 0.25},
}


def drawn() -> ElementTree.Element:
    return ElementTree.fromstring(bars("Finding & quoting", SERIES))


def test_every_label_name_and_value_is_written() -> None:
    texts = [element.text for element in drawn().iter(f"{SVG}text")]
    assert {"Finding & quoting", "ours & co", "plain <old>", "hit@1", "quote@1"} <= set(texts)
    assert [text for text in texts if text and text.startswith("0.")] == [
        "0.90",
        "0.60",
        "0.50",
        "0.25",
    ]


def test_bars_are_as_long_as_their_values_and_lie_within() -> None:
    root = drawn()
    _, _, width, height = map(float, root.attrib["viewBox"].split())
    rectangles = [
        {key: float(element.attrib[key]) for key in ("x", "y", "width", "height")}
        for element in root.iter(f"{SVG}rect")
    ]
    lengths = [item["width"] for item in rectangles[-4:]]
    assert [round(length / lengths[0], 2) for length in lengths] == [1.0, 0.67, 0.56, 0.28]
    for item in rectangles:
        assert 0 <= item["x"] <= item["x"] + item["width"] <= width
        assert 0 <= item["y"] <= item["y"] + item["height"] <= height


def test_what_it_is_can_be_heard() -> None:
    root = drawn()
    assert root.attrib["role"] == "img"
    title = root.find(f"{SVG}title")
    assert title is not None
    assert title.text == "Finding & quoting"
