"""A list goes through a mapping into a store on a server as it goes into a file."""

from desks import Desk

PLAN = "No,Text,Due,Status\n1,Clean the river,2025,Begun\n2,Count the fish,2026,Begun\n"
MAPPING = """
mapping: 1
rows:
  key: "plan {No}"
  vanished: note
  commitments: {id: "plan-{No}", text: "{Text}", obligors: MX, on: 2024, deadline: "{Due}"}
  updates:
    commitment: "plan-{No}"
    status: {column: Status, vocabulary: {Begun: in-progress, Done: fulfilled}}
    by: MX
    effective: "{seen}"
"""


def test_a_list_is_imported_changed_and_shortened_on_a_server(desk: Desk) -> None:
    plan, mapping = desk.folder / "plan.csv", desk.folder / "plan.yaml"
    mapping.write_text(MAPPING, encoding="utf-8")

    def imported(content: str, seen: str, *more: str) -> str:
        plan.write_text(content, encoding="utf-8")
        ran = desk.done("import", str(plan), "--mapping", str(mapping), "--seen", seen, *more)
        return ran.stderr

    assert "Would record 4 events, in one append" in imported(PLAN, "2025-01-10", "-n")
    assert "Recorded 4 events, #1 to #4: 2 commitment.agreed, 2 status.updated" in imported(
        PLAN, "2025-01-10"
    )
    assert "Nothing new" in imported(PLAN, "2025-06-10")
    told = imported(PLAN.replace("2025,Begun", "2027,Done"), "2025-06-10")
    assert "Recorded 2 events, #5 to #6: 1 deadline.revised, 1 status.updated" in told
    assert "plan-1: in-progress → fulfilled; deadline 2025 → 2027" in told
    told = imported(PLAN.partition("2,Count")[0].replace("2025,Begun", "2027,Done"), "2025-07-10")
    assert "Rows: 1 unchanged, 1 vanished" in told
    assert desk.done("verify").exit_code == 0
