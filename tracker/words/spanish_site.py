"""The Spanish of what a published site says."""

SITE = {
    "Skip to the content": "Ir al contenido",
    "Pages": "Páginas",
    "As of {day}.": "Al {day}.",
    "As known at {when}.": "Según lo conocido el {when}.",
    "The newest record on this page is #{position}, of {day}.": (
        "El registro más nuevo de esta página es el n.º {position}, del {day}."
    ),
    "Nothing is recorded yet.": "Aún no hay nada registrado.",
    "What the words mean": "Qué quieren decir las palabras",
    "Data": "Datos",
    "Method": "Método",
    "Overview": "Panorama",
    "What we knew when": "Qué sabíamos cuándo",
    "disputed": "en disputa",
    "Pages of the table": "Páginas de la tabla",
    "Page {page} of {pages}": "Página {page} de {pages}",
    "kept": "cumple",
    "begun": "en marcha",
    "stuck": "parado",
    "not begun": "sin empezar",
    "Each end that was promised, from the day it was announced; below, what was said of each side.": (
        "Cada fin prometido, desde el día en que se anunció; debajo, lo que se dijo de cada lado."
    ),
    "Picture": "Imagen",
    "How {count} commitments stand, on whose word, and what the calendar says.": (
        "Cómo están {count} compromisos, según quién, y qué dice el calendario."
    ),
    "open": "abiertos",
    "two dates side by side, with what changed marked.": "dos fechas lado a lado, con lo que cambió marcado.",
    "What was recorded lately": "Lo último que se registró",
    "All commitments, overdue and slipped first": "Todos los compromisos, primero los vencidos y aplazados",
    "{shown} of {all} commitments": "{shown} de {all} compromisos",
    "Show more": "Mostrar más",
    "Show all": "Mostrar todos",
    "Words": "Palabras",
    "all": "todos",
    "How the commitments stand": "Cómo están los compromisos",
    "By what there is": "Por lo que hay",
    "What is asked for": "Lo que se pide",
    "What was agreed": "Lo que se acordó",
    "How it stands, and why": "Cómo está, y por qué",
    "The agreement": "El acuerdo",
    "the agreement": "el acuerdo",
    "The ends that were promised": "Los plazos prometidos",
    "Who says so": "Quién lo dice",
    "Of which side": "De qué lado",
    "What else they say": "Qué más dicen",
    "Source": "Fuente",
    "source": "fuente",
    "reports": "reporta",
    "Everything that was recorded, corrections too": "Todo lo que se registró, también las correcciones",
    "How to cite this": "Cómo citar esto",
    "as of {day}": "al {day}",
    "record #{position}": "registro n.º {position}",
    "This page as data (JSON)": "Esta página como datos (JSON)",
    "for {whom}": "por {whom}",
    "What was agreed, and how it stands": "Lo que se acordó, y cómo está",
    "All of them": "Todos",
    "of kind": "de clase",
    "Left, how things stood on {then} as it was known then; in the middle, how they stood on that day as we"
    " know it now; right, how they stand on {day}.": (
        "A la izquierda, cómo estaba todo el {then} según se sabía entonces; en medio, cómo estaba ese día"
        " según lo que sabemos ahora; a la derecha, cómo está el {day}."
    ),
    "A cell that differs from the one to its left is marked: in the middle we learnt better, on the right"
    " something happened.": (
        "Una celda que difiere de la de su izquierda está marcada: en medio supimos más, a la derecha"
        " pasó algo."
    ),
    "Commitments that differ": "Compromisos que difieren",
    "{then}, as known then": "{then}, según se sabía",
    "{then}, as known now": "{then}, según se sabe ahora",
    "changed:": "cambió:",
    "not known": "no se sabía",
    "not yet": "aún no",
    "Nothing differs.": "Nada difiere.",
    "All that is shown here may be taken along; nothing here is loaded from elsewhere.": (
        "Todo lo que se ve aquí se puede llevar; nada se carga de otro sitio."
    ),
    "the table, for a spreadsheet": "la tabla, para una hoja de cálculo",
    "the table, for programs": "la tabla, para programas",
    "every event as CloudEvents, from which all of this can be built anew": (
        "cada suceso como CloudEvents, de los que todo esto se puede construir de nuevo"
    ),
    "The history is left out here, since not all of it is published.": (
        "La historia no está aquí, porque no se publica toda."
    ),
    "the open deadlines, for a calendar": "los plazos abiertos, para un calendario",
    "what was recorded lately, for a feed reader": "lo último registrado, para un lector de noticias",
    "each commitment whole, beside its page": "cada compromiso entero, junto a su página",
    "{who} says {status}": "{who} dice {status}",
    "Nothing to count.": "Nada que contar.",
    "Nothing is kept yet.": "Aún no se ha cumplido nada.",
    "{who}: {kept} of {all} kept, {share} %": "{who}: {kept} de {all} cumplidos, {share} %",
    "No commitments to show.": "No hay compromisos que mostrar.",
    "None of these.": "Ninguno de estos.",
}
