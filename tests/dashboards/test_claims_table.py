"""Where claims hold, as marks that open to numbers, with a kernel and without."""

import re

import pytest

from course_lib.claims import results, try_claims
from course_lib.dashboards import again, claims_table
from tests.claims.example_claims import CLAIMS

EXAMPLE = "tests.claims.example_claims"


@pytest.fixture
def tried(tmp_path, monkeypatch):
    try_claims(EXAMPLE, folder=tmp_path / "claims")
    monkeypatch.setattr(results, "data_folder", lambda: tmp_path)
    return tmp_path


def test_the_text_has_a_mark_for_each_condition_and_names_what_fails(tried):
    assert repr(claims_table(EXAMPLE)).splitlines() == [
        CLAIMS[0].sentence,
        "  ●●●●●●✕●●  holds in 8 of 9, not with: one example",
        CLAIMS[1].sentence,
        "  ●●●●●●✕●✕  holds in 7 of 9, not with: one example; ten times the noise",
    ]


def test_a_row_opens_to_its_numbers_without_a_widget(tried):
    page = claims_table(EXAMPLE)._repr_html_()
    rows = page.split("<details>")[1:]
    assert len(rows) == len(CLAIMS)
    summary, _, inside = rows[0].partition("</summary>")
    assert re.findall(r"title='([^']*)'", summary) == CLAIMS[0].trials
    assert "aria-label='holds in 8 of 9, not with: one example'" in summary
    assert inside.count("<tr>") == 1 + 9
    stored = results.load_results(EXAMPLE).outcomes["averaging"][6]
    assert f">{stored.numbers['one']:.2g}</td>" in inside
    assert "✕ does not" in inside
    assert "<script" not in page
    colours = {mark: set(re.findall(rf"color: (#\w+)[^<]*{mark}", page)) for mark in "●✕"}
    assert all(len(found) == 1 for found in colours.values())
    assert colours["●"] != colours["✕"]


def test_a_claim_is_measured_again_beside_what_is_stored(tried):
    path = tried / "claims" / "example_claims.json"
    text = path.read_text("utf-8")
    now = CLAIMS[0].measure(**CLAIMS[0].base)["one"]
    path.write_text(text.replace(f'"one": {now!r}', '"one": 9.0', 1), "utf-8")
    assert f"one       9       {now:.2g}" in str(again(EXAMPLE, "averaging"))


def test_an_unknown_claim_is_named(tried):
    with pytest.raises(ValueError, match=r"needed one of the claims \['averaging', 'enough'\]"):
        again(EXAMPLE, "other")
