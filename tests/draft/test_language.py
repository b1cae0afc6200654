"""The comments of a draft are in the language of its reader; its keys and what it quotes are not."""

import yaml
from drafting import drafted

from tracker.draft.write import write_draft

MEMO = """\
México y Costa Rica se reunieron el 4 de mayo de 2023 en San José.
Ambos países acordaron construir un puente en un plazo de 90 días.
Ambos países acordaron la importancia del comercio.
Hacía buen tiempo.
"""


def test_a_reader_of_spanish_has_comments_in_spanish() -> None:
    page = write_draft(drafted(MEMO), "es")
    assert "# No se tomó nada de:\n# [4] línea 4: Hacía buen tiempo." in page
    assert "# calculado: " in page
    assert "computed" not in page
    assert "line 1" not in page


def test_what_is_recorded_is_the_same_in_both() -> None:
    english, spanish = (write_draft(drafted(MEMO), lang) for lang in ("en", "es"))
    assert yaml.safe_load(english) == yaml.safe_load(spanish)
    assert "# Nothing was taken from:\n# [4] line 4: Hacía buen tiempo." in english
