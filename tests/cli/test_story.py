"""A desk's first day, whole, on a screen of 80 columns: what is typed, what is seen, and how much of both."""

from pathlib import Path

from command_line import CommandLine

from tracker.pages.wrap import display_width

SCREEN = 80
MINUTES = """\
meeting:
  id: 2024-03-01-tapachula
  held: 2024-03-01
  title: Grupo de Alto Nivel sobre la frontera sur
  place: Tapachula
  host: SRE
institutions:
  - {party: MX, id: SRE, names: {es: Secretaría de Relaciones Exteriores}}
  - {party: GT, id: MINEX, names: {es: Ministerio de Relaciones Exteriores}}
delegations:
  - {party: MX, capacity: host, head: Alicia Bárcena}
  - {party: GT, head: Carlos Ramiro Martínez}
commitments:
  - id: puente
    title: Nuevo puente sobre el río Suchiate
    text: {es: Construir un nuevo puente sobre el río Suchiate y abrirlo al tránsito de carga.}
    theme: frontera-moderna
    obligors: [MX, GT]
    lead: [MX/SRE, GT/MINEX]
    deadline: 2025
  - id: visas
    title: Visas de trabajo temporal
    text: {es: Emitir visas de trabajo temporal a partir del segundo semestre.}
    theme: movilidad
    obligors: MX
    deadline: 2024-09
"""
MISTAKEN = MINUTES.replace("deadline: 2025\n", "deadline: finales de 2025\n").replace(
    "obligors: MX\n", "obligors: México\n"
)
CORRECTED = MINUTES.replace("deadline: 2024-09\n", "deadline: 2024-12\n")

Step = tuple[str, str, str]
STORY: list[Step] = [  # the day, what is written before, what is typed
    ("2024-03-04", "", "tracker init"),
    ("2024-03-04", MISTAKEN, "tracker record reunion.yaml"),
    ("2024-03-04", MINUTES, "tracker record reunion.yaml"),
    ("2024-03-05", CORRECTED, "tracker record -n reunion.yaml"),
    ("2024-03-05", "", "tracker record reunion.yaml"),
    ("2024-11-20", "", "tracker update puente en-curso --by MX --percent 40 --on ayer"),
    ("2025-02-03", "", "tracker update puente estancado --by GT --on 2025-01-31"),
    ("2025-02-03", "", "tracker revise puente 2026-06 --by GT --on 2025-01-31"),
    ("2025-02-03", "", "tracker update visas cumplido --by MX --on 2025-01-15"),
    ("2026-02-02", "", "tracker status --lang es"),
    ("2026-02-02", "", "tracker status --as-of 2024-12-31"),
    ("2026-02-02", "", "tracker show puente"),
    ("2026-02-02", "", "tracker timeline puente --lang es"),
    ("2026-02-02", "", "tracker changes --since 2024-12-31"),
    ("2026-02-02", "", "tracker brief"),
    ("2026-02-02", "", "tracker undo --yes"),
    ("2026-02-02", "", "tracker redo --yes"),
    ("2026-02-02", "", "tracker check"),
    ("2026-02-02", "", "TRACKER_USER=ana tracker evidence commitment:puente --url https://example.org/acta"),
    ("2026-02-02", "", "tracker events --by ana"),
]


def typed_and_seen(desk: CommandLine) -> tuple[str, int, int]:
    """Live the day; give the transcript, how many keys were pressed and how many lines were seen."""
    told, keys, lines = "", 0, 0
    for day, written, typed in STORY:
        if written:
            (desk.folder / "reunion.yaml").write_text(written, encoding="utf-8")
        user, _, command = typed.rpartition("tracker ")
        ran = desk.on(day)(
            *command.split(), COLUMNS=str(SCREEN), TRACKER_USER=user.strip().partition("=")[2] or "desk"
        )
        seen = ran.stdout + ran.stderr
        told += f"{day} $ {typed}\n{seen}"
        keys, lines = keys + len(typed) + 1, lines + seen.count("\n")
        assert ran.exit_code in {0, 1}, seen
    return told, keys, lines


def test_a_first_day_is_told_in_lines_of_a_screen(tracker: CommandLine, *, golden_is_rewritten: bool) -> None:
    told, keys, lines = typed_and_seen(tracker.terminal(SCREEN))
    told += f"\n{len(STORY)} commands, {keys} keys, {lines} lines\n"
    kept = Path(__file__).with_name("first-day.txt")
    if golden_is_rewritten:
        kept.write_text(told, encoding="utf-8")
    assert told == kept.read_text(encoding="utf-8")
    seen = [line for line in told.splitlines() if " $ " not in line]
    assert [line for line in seen if display_width(line) > SCREEN] == []
    assert str(Path.home()) not in told
