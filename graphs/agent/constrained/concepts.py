"""The words by which people ask for what a tool's name says, in four languages.

A tool is known by the words of its name: `delete_file` is asked for by "throw away", and so is
any later tool with "delete" in its name.
"""

import re
from typing import Final

CONCEPTS: Final = {
    "list": r"list|ls|dir|show|overview|everything in|anything in|contents of|"
    r"(?:what|which) (?:\w+ )?(?:files|documents|folders) (?:are|is|exist|do i have|have i)|"
    r"what is in|what's in|what do i have|"
    r"(?:see|have) (?:all )?(?:the |my )?files|files do i have|files are|documents are|"
    r"liste?|zeige?|welche (?:dateien|dokumente|ordner)|was (?:ist|liegt) in|inhalt|"
    r"lista|listar|muestra|qué (?:archivos|ficheros|hay|contiene)|"
    r"quels (?:fichiers|documents)|montre|affiche|qu'y a-t-il",
    "read": r"read|open|show|view|display|print|cat|see|check|have a look|look (?:into|at|inside)|"
    r"contents?|says?|tell me|what|main points|summari[sz]e|summary|"
    r"lies|lese|lesen|öffne|zeige?|steht|fasse|inhalt|"
    r"lee|léeme|leer|abre|muestra|qué|resume|lis|lire|ouvre|montre|que dit|qu'est-ce|résume",
    "search": r"search|find|look for|looking for|locate|grep|lost|mentions?|contains?|"
    r"(?:talk|speak|are|is|say\w*) about|where (?:did|do|have|in)|(?:what|which|any) file|"
    r"any of my (?:files|documents|notes)|"
    r"suche?|finde|durchsuche|erwähn\w*|enthält|enthalten|wo (?:habe|steht)|"
    r"busca|buscar|encuentra|menciona\w*|contiene\w*|dónde|"
    r"cherche|trouve|recherche|mentionne\w*|contient|où",
    "time": r"what time is it|what's the time|time is it|the time\W*$|current time|the clock|"
    r"how late (?:is|it)|past noon|(?:today's|current|tomorrow's) date|date (?:today|is it)|"
    r"the date (?:today|tomorrow|now)|(?:what|which) (?:day|weekday|month|year) (?:is it|are we)|"
    r"(?:what|which) (?:day|weekday|month|year) is (?:today|this|now)|today's date|"
    r"day of the week (?:is )?(?:it|today)|"
    r"wie spät|uhrzeit|wie ?viel uhr|datum (?:ist|haben)|"
    r"(?:welcher|welchen) (?:tag|monat) (?:ist|haben)|"
    r"qu[eé] (?:hora|día) (?:es|tenemos|son)|la hora|fecha (?:es|de) hoy|"
    r"quelle (?:heure|date) (?:est-il|sommes)|l'heure|quel jour (?:est-on|sommes)",
    "recall": r"(?:did|have|had) (?:we|i|you) (?:\w+ )?(?:say|said|tell|told|talk\w*|discuss\w*|"
    r"decide\w*|agree\w*|mention\w*)|"
    r"(?:we|i) (?:talked|spoke|discussed|told you|mentioned|said|decided|agreed)|"
    r"you (?:helped me|told me|said)|remember (?:what|when|how|who)|"
    r"(?:earlier|previous|last|past) (?:conversation|chat|time)s?|"
    r"haben wir|(?:habe ich dir|dir) .*(?:erzählt|gesagt)|habe ich dir|früheren?|"
    r"hablamos|dijimos|te (?:dije|conté)|avons-nous|on a (?:parlé|dit)|t'ai (?:dit|parlé|raconté)",
    "write": r"write|create|save|make|put|add|generate|compose|record|enter|note down|jot down|"
    r"note|store|new file|(?:need|want) a (?:new )?file|"
    r"schreibe?|erstelle?|speichere?|lege|notiere?|erzeuge|"
    r"escribe|crea|guarda|anota|añade|pon|écris|crée|enregistre|note|ajoute|mets",
    "edit": r"edit|replace|change|correct|fix|swap|substitute|modify|update|alter|adjust|amend|"
    r"become|make it|still says|instead of|turn|"
    r"ersetze?|ändere?|korrigiere?|tausche?|aktualisiere|"
    r"edita|reemplaza|cambia|corrige|modifica|sustituye|actualiza|remplace|change|modifie",
    "move": r"move|mv|rename|new name|relocate|transfer|belongs|goes (?:in|to)|put|"
    r"verschiebe?|umbenennen|benenne|mueve|renombra|déplace|renomme",
    "delete": r"delete|remove|rm|throw|get rid|trash|erase|bin|drop|discard|can go|clean up|"
    r"don't need|no longer need|lösche?|entferne?|wirf|brauche .*nicht mehr|"
    r"borra|elimina|quita|ya no necesito|supprime|efface|jette|enlève",
    "run": r"run|execute|launch|start|\$|führe?|starte?|ejecuta|corre|exécute|lance",
    "command": r"command|terminal|shell|console|befehl|kommando|comando|commande",
    "fetch": r"fetch|get|download|open|visit|load|browse|read|check|look at|summari[sz]e|says?|"
    r"hole?|lade|öffne|besuche|lies|descarga|abre|visita|lee|télécharge|ouvre|visite|lis",
    "url": r"url|page|site|website|link|seite|webseite|página|sitio|lien",
    "remember": r"(?<!can't )(?<!cannot )(?<!don't )remember(?!\s+(?:what|when|how|who|where))|"
    r"make a note|keep in mind|bear in mind|"
    r"(?:don't|do not|never) forget|note that|for the future|from now on|"
    r"merke? dir|vergiss nicht|denk daran|recuerda|no olvides|ten en cuenta|"
    r"retiens|souviens-toi|n'oublie pas|rappelle-toi",
    "forget": r"(?<!don't )(?<!not )(?<!never )forget|(?:delete|erase|remove) what you know|"
    r"stop remembering|vergiss(?! nicht)|(?<!no )olvida|oublie(?! pas)",
    "file": r"files?|documents?|notes|dateie?n?|dokumente?|archivos?|ficheros?|fichiers?",
    "folder": r"folders?|director(?:y|ies)|ordner|verzeichnis|carpetas?|dossiers?|répertoires?",
}
"""Word of a tool's name -> alternatives of a regular expression, in lower case."""

ORDERS: Final = frozenset({"write", "edit", "move", "delete", "run", "remember", "forget"})
"""What is asked for by an order, hardly by a question."""

_SINGULAR: Final = {"files": "file", "folders": "folder", "commands": "command", "urls": "url"}

_PATTERNS: Final = {
    concept: re.compile(rf"(?<!\w)(?:{words})(?!\w)") for concept, words in CONCEPTS.items()
}

_POLITE: Final = re.compile(
    r"^(?:(?:please|hi|hello|hey|ok|okay|now|then|and|(?:can|could|would|will) you|"
    r"i (?:want|would like|need) you to|i'd like you to|let's|bitte|kannst du|könntest du|"
    r"por favor|puedes|podrías|s'il te plaît|peux-tu|pourrais-tu|you (?:can|may))\b[\s,:!]*)+"
)

_BREAK: Final = re.compile(r"[,;:.!?]\s+(?:(?:please|then|and|just|bitte|und|y|et)\s+)*$")


def concepts_of(name: str) -> tuple[str, ...]:
    """The known concepts in a tool's name, such as ("delete", "file") for `delete_file`."""
    words = re.split(r"[_\W]+|(?<=[a-z])(?=[A-Z])", name)
    named = (_SINGULAR.get(word.lower(), word.lower()) for word in words)
    return tuple(dict.fromkeys(word for word in named if word in CONCEPTS))


def strength(concept: str, text: str) -> float:
    """How clearly `text`, in lower case, speaks of `concept`.

    1 as its first words, not counting what is said for politeness; 0.9 as the first words behind
    a comma or another break; 0.6 or, for an order, 0.3 elsewhere; 0 for not at all.
    """
    words = _POLITE.sub("", text)
    starts = [found.start() for found in _PATTERNS[concept].finditer(words)]
    if not starts:
        return 0.0
    if starts[0] == 0:
        return 1.0
    if any(_BREAK.search(words[:start]) for start in starts):
        return 0.9
    return 0.3 if concept in ORDERS else 0.6


def polite(text: str) -> bool:
    """Whether `text`, in lower case, begins with a polite request such as "can you"."""
    return bool(_POLITE.match(text))
