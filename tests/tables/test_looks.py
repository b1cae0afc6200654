"""A first mapping: what a look at a list of others finds, so that a person has little left to say."""

import json
from pathlib import Path

import pytest
import xlsxwriter
from lists import Lists, reasons

from tracker.formats.mapping_source import source_of
from tracker.formats.scaffold import scaffold

MINISTRY = """Secretaría de Relaciones Exteriores;;;;;;
Acuerdos al 30 de junio de 2025;;;;;;
;;;;;;
Clave;Acuerdo;Responsable(s);Fecha de acuerdo;Fecha compromiso;Avance;Situación
AB-01;Ampliar la garita;SRE / SAT;14 de marzo de 2022;dic-2025;45,5 %;En proceso
AB-02;Medir el río;CILA y CONAGUA;3 de mayo de 2023;T3 2025;0 %;No iniciado
;;;;;;
AB-03;Abrir el carril;INM;enero de 2024;30/09/2025;100 %;Concluido
Total;3;;;;;
¹ Sujeto a presupuesto;;;;;;
"""


def first(folder: Path, content: str | bytes, name: str, source: str = "") -> list[str]:
    """Give the lines of a first mapping, down to what the columns hold."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    known = source_of(source.encode(), "source.yaml") if source else None
    return scaffold(path, known).partition("# What the columns hold:")[0].splitlines()


def test_a_ministrys_sheet_needs_only_what_nobody_could_guess(lists: Lists) -> None:
    content = MINISTRY.encode("cp1252")
    written = first(lists.folder, content, "plan.csv", "source: {encoding: cp1252}")
    assert "  header: 4    # the row of the headers" in written
    assert "  language: es    # of the names of months" in written
    text = "\n".join(written).replace("obligors: '?'", "obligors: MX").replace("by: '?'", "by: MX")
    for word, becomes in (("En proceso", "in-progress"), ("No iniciado", "not-started"), ("Concluido", "-")):
        text = text.replace(f"'{word}': '?'", f"'{word}': {becomes!r}")
    done = lists.mapping(text).imported(content, seen="2025-07-01")
    assert lists.types() == {"commitment.agreed": 3, "status.updated": 2}, "a word for nothing says nothing"
    assert (reasons(done), done.rows) == ([], {"new": 3, "left out": 2})
    agreed = lists.facts("commitment.agreed")
    assert [each["on"] for each in agreed] == ["2022-03-14", "2023-05-03", "2024-01"]
    assert [each["deadline"] for each in agreed] == ["2025-12", "2025-07/2025-09", "2025-09-30"]
    assert lists.imported(content, seen="2025-07-08").rows == {"unchanged": 3, "left out": 2}


def test_a_workbook_with_titles_and_headers_in_two_rows(lists: Lists) -> None:
    path = lists.folder / "plan.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Portada").write(0, 0, "Plan de acción")
        sheet = book.add_worksheet("Compromisos")
        sheet.merge_range("A1:F1", "IV Plan de Acción")
        for cells, text in (("C3:D3", "Institución"), ("A3:A4", "No."), ("B3:B4", "Compromiso")):
            sheet.merge_range(cells, text)
        sheet.write_row("E3", ["Fin", "% de avance"])
        sheet.write_row("C4", ["Líder", "Apoyo"])
        sheet.write_row("A5", [1, "Publicar el padrón", "SRE", "SHCP", 45838, 0.75])
        sheet.write_row("A6", [2, "Abrir los datos", "SHCP", "SRE", "2º semestre 2025", 0.25])
    written = first(lists.folder, path.read_bytes(), "plan.xlsx")
    assert "  sheet: 'Compromisos'    # there are also: Portada" in written
    assert "  header: [3, 4]    # headers in several rows" in written
    text = "\n".join(written).replace("'?'", "MX").replace("on: MX", "on: 2024")
    done = lists.mapping(text).imported(path)
    assert (reasons(done), done.rows) == ([], {"new": 2})
    one, two = lists.facts("commitment.agreed")
    assert (one["lead"], one["other"]["Institución Apoyo"]) == (["SRE"], "SHCP")
    assert (one["deadline"], two["deadline"]) == ("2025-06-30", "2025-07/2025-12")


def test_rows_of_a_document_are_found_however_deep(tmp_path: Path) -> None:
    deep = {"meta": {"n": 1}, "data": {"few": [{"a": 1}], "plans": [{"id": "p1", "at": {"by": "x"}}] * 2}}
    written = first(tmp_path, json.dumps(deep), "plan.json")
    assert "  rows: 'data / plans'    # there are also: data / few" in written
    assert "    # unused: ['at / by']" in written


def test_a_tab_addresses_and_a_key_that_is_there_twice(tmp_path: Path) -> None:
    rows = "".join(f"{n}\tPlant <b>trees</b>\thttps://example.org/{n}\n" for n in (1, 2, 3, 3))
    written = first(tmp_path, f"id\tPromise\tSource\n{rows}", "plan.txt")
    assert '  delimiter: "\\t"' in written
    assert "  - key: 'plan {id}'    # but 3 is there twice: such rows are refused" in written
    assert "      text: {column: 'Promise', plain: html}" in written
    assert "      url: '{Source}'" in written


@pytest.mark.parametrize("text", ["mapping: 1", "[]", "source: {encoding: [a]}", "source: {header: [4, 3]}"])
def test_a_source_that_is_none_is_refused(text: str) -> None:
    from tracker.errors import RefusedError

    with pytest.raises(RefusedError):
        source_of(text.encode(), "source.yaml")


def test_a_list_of_addresses_is_evidence_each(lists: Lists) -> None:
    rows = [
        {"id": "a", "text": "Build it", "urls": ["https://a.org/1", "https://a.org/2"]},
        {"id": "b", "text": "Mend it", "urls": []},
    ]
    written = first(lists.folder, json.dumps(rows), "plan.json")
    assert written[written.index("    evidence:") + 2 :][:2] == ["      each: 'urls'", "      url: '{item}'"]
    text = "\n".join(written).replace("obligors: '?'", "obligors: MX").replace(" on: '?'", " on: 2024")
    done = lists.mapping(text).imported(json.dumps(rows), name="plan.json")
    assert (reasons(done), done.rows) == ([], {"new": 2})
    assert [each["url"] for each in lists.facts("evidence.added")] == ["https://a.org/1", "https://a.org/2"]
