"""What people ask for: requests, the tool that each needs, and what its arguments must hold.

REQUESTS were written before anything was tuned, LATER when the words had been found by which the
first ones are understood, and without a look at those. Every second one of LATER is held out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Request:
    """One request; `tool` is "" for talk that needs none.

    `exact`: argument to the values that are right, compared as paths and commands are: without
    blanks around, a leading "./" and a trailing "/". `holds`: argument to a text that must be in
    it, in any case.
    """

    text: str
    tool: str = ""
    exact: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    holds: Mapping[str, str] = field(default_factory=dict[str, str])

    def fits(self, arguments: Mapping[str, Any]) -> bool:
        """Whether a call with these arguments does what was asked for."""
        return all(_plain(arguments.get(n, "")) in v for n, v in self.exact.items()) and all(
            text.casefold() in str(arguments.get(name, "")).casefold()
            for name, text in self.holds.items()
        )


def _plain(value: object) -> str:
    text = str(value).strip()
    return text.removeprefix("./").removesuffix("/") if text not in ("./", "/") else text


_HERE = ("", ".")

REQUESTS = (
    # list_files
    Request("What files do I have here?", "list_files", {"path": _HERE}),
    Request("Show me what's in the folder photos", "list_files", {"path": ("photos",)}),
    Request("List everything in docs/reports", "list_files", {"path": ("docs/reports",)}),
    Request("Which documents are in the invoices folder?", "list_files", {"path": ("invoices",)}),
    Request("Can you list my files please", "list_files", {"path": _HERE}),
    Request("Welche Dateien liegen im Ordner Rechnungen?", "list_files", {"path": ("Rechnungen",)}),
    # read_file
    Request("Read notes.txt", "read_file", {"path": ("notes.txt",)}),
    Request("What does todo.md say?", "read_file", {"path": ("todo.md",)}),
    Request("Open the file docs/plan.txt and tell me what is in it", "read_file",
            {"path": ("docs/plan.txt",)}),
    Request("Show me the contents of recipes/soup.md", "read_file",
            {"path": ("recipes/soup.md",)}),
    Request("Could you summarise report.txt for me?", "read_file", {"path": ("report.txt",)}),
    Request("Lies mir bitte brief.txt vor", "read_file", {"path": ("brief.txt",)}),
    Request('Please look into "my diary.txt"', "read_file", {"path": ("my diary.txt",)}),
    # search_files
    Request("Search my files for the word invoice", "search_files", {}, {"query": "invoice"}),
    Request('Which of my files mention "Lisbon"?', "search_files", {}, {"query": "Lisbon"}),
    Request("Find the file where I wrote about the dentist", "search_files", {},
            {"query": "dentist"}),
    Request("Look for TODO in the src folder", "search_files", {"path": ("src",)},
            {"query": "TODO"}),
    Request('search for "blue whale" in docs', "search_files", {"path": ("docs",)},
            {"query": "blue whale"}),
    Request("Busca la palabra contrato en mis archivos", "search_files", {},
            {"query": "contrato"}),
    # current_time
    Request("What time is it?", "current_time"),
    Request("What's today's date?", "current_time"),
    Request("Which day of the week is it today?", "current_time"),
    Request("Tell me the current time please", "current_time"),
    Request("Wie spät ist es?", "current_time"),
    Request("Quelle heure est-il ?", "current_time"),
    # recall
    Request("What did we say about the garden last week?", "recall", {}, {"query": "garden"}),
    Request("Do you remember what I told you about my sister?", "recall", {},
            {"query": "sister"}),
    Request("In an earlier conversation we talked about bread. What was the recipe?", "recall",
            {}, {"query": "bread"}),
    Request("What have I told you about my allergies?", "recall", {}, {"query": "allerg"}),
    # write_file
    Request("Write 'Buy milk' to notes.txt", "write_file", {"path": ("notes.txt",)},
            {"content": "Buy milk"}),
    Request('Create a file called hello.txt that says "Hello world"', "write_file",
            {"path": ("hello.txt",)}, {"content": "Hello world"}),
    Request("Save a shopping list with eggs, bread and butter in shopping.txt", "write_file",
            {"path": ("shopping.txt",)}, {"content": "butter"}),
    Request("Make a new file ideas.md with the text: learn to juggle", "write_file",
            {"path": ("ideas.md",)}, {"content": "learn to juggle"}),
    Request("Put the sentence 'The meeting is at noon.' into plans/today.txt", "write_file",
            {"path": ("plans/today.txt",)}, {"content": "The meeting is at noon."}),
    Request("Please note down call Maria in phone.txt", "write_file", {"path": ("phone.txt",)},
            {"content": "call Maria"}),
    Request("Schreib 'Hallo Welt' in die Datei hallo.txt", "write_file",
            {"path": ("hallo.txt",)}, {"content": "Hallo Welt"}),
    Request("Crea un archivo lista.txt con el texto 'pan y leche'", "write_file",
            {"path": ("lista.txt",)}, {"content": "pan y leche"}),
    # edit_file
    Request("In notes.txt, replace 'milk' with 'oat milk'", "edit_file",
            {"path": ("notes.txt",), "old": ("milk",), "new": ("oat milk",)}),
    Request('Change "Monday" to "Tuesday" in plan.md', "edit_file",
            {"path": ("plan.md",), "old": ("Monday",), "new": ("Tuesday",)}),
    Request("Correct the typo 'teh' to 'the' in letter.txt", "edit_file",
            {"path": ("letter.txt",), "old": ("teh",), "new": ("the",)}),
    Request("Swap the word red for blue in colours.txt", "edit_file",
            {"path": ("colours.txt",), "old": ("red",), "new": ("blue",)}),
    Request("Ersetze 'alt' durch 'neu' in text.txt", "edit_file",
            {"path": ("text.txt",), "old": ("alt",), "new": ("neu",)}),
    Request('edit config.ini: "debug=1" should become "debug=0"', "edit_file",
            {"path": ("config.ini",), "old": ("debug=1",), "new": ("debug=0",)}),
    # move_file
    Request("Rename draft.txt to final.txt", "move_file",
            {"source": ("draft.txt",), "destination": ("final.txt",)}),
    Request("Move photo.jpg to pictures/photo.jpg", "move_file",
            {"source": ("photo.jpg",), "destination": ("pictures/photo.jpg",)}),
    Request("Please move report.pdf into the archive folder", "move_file",
            {"source": ("report.pdf",), "destination": ("archive", "archive/report.pdf")}),
    Request("Give old-name.md the new name new-name.md", "move_file",
            {"source": ("old-name.md",), "destination": ("new-name.md",)}),
    Request("Déplace liste.txt vers archives/liste.txt", "move_file",
            {"source": ("liste.txt",), "destination": ("archives/liste.txt",)}),
    # delete_file
    Request("Delete old.txt", "delete_file", {"path": ("old.txt",)}),
    Request("Remove the file tmp/cache.bin please", "delete_file", {"path": ("tmp/cache.bin",)}),
    Request("Throw draft2.doc away", "delete_file", {"path": ("draft2.doc",)}),
    Request("I don't need screenshot.png any more, get rid of it", "delete_file",
            {"path": ("screenshot.png",)}),
    Request("Lösche bitte die Datei alt.txt", "delete_file", {"path": ("alt.txt",)}),
    Request("Borra el archivo viejo.txt", "delete_file", {"path": ("viejo.txt",)}),
    # run_command
    Request("Run `git status`", "run_command", {"command": ("git status",)}),
    Request("Execute the command ls -la", "run_command", {"command": ("ls -la",)}),
    Request("Run python3 main.py for me", "run_command", {"command": ("python3 main.py",)}),
    Request("Please run make test in the terminal", "run_command", {"command": ("make test",)}),
    Request("Führe den Befehl 'npm install' aus", "run_command", {"command": ("npm install",)}),
    # fetch_url
    Request("Fetch https://example.com/news", "fetch_url", {"url": ("https://example.com/news",)}),
    Request("What does the page https://example.org/about say?", "fetch_url",
            {"url": ("https://example.org/about",)}),
    Request("Open http://example.net and summarise it", "fetch_url",
            {"url": ("http://example.net",)}),
    Request("Get me the text of www.example.com/faq.html", "fetch_url", {},
            {"url": "www.example.com/faq.html"}),
    Request("Ouvre la page https://exemple.fr/menu", "fetch_url",
            {"url": ("https://exemple.fr/menu",)}),
    # remember, forget
    Request("Remember that I am allergic to nuts", "remember", {}, {"fact": "allergic to nuts"}),
    Request("Please keep in mind that my daughter is called Ada", "remember", {},
            {"fact": "Ada"}),
    Request("Merk dir, dass ich in Graz wohne", "remember", {}, {"fact": "Graz"}),
    Request("From now on, remember my favourite colour is green", "remember", {},
            {"fact": "green"}),
    Request("Forget that I live in Paris", "forget", {}, {"fact": "Paris"}),
    Request("Please forget my phone number", "forget", {}, {"fact": "phone number"}),
    Request("You can forget what I said about my old job", "forget", {}, {"fact": "old job"}),
    # talk
    Request("Hello!"),
    Request("Good morning, how are you?"),
    Request("What can you do?"),
    Request("Who are you?"),
    Request("Thanks, that was very helpful."),
    Request("What is the capital of France?"),
    Request("Explain how photosynthesis works."),
    Request("What is the difference between a list and a tuple in Python?"),
    Request("Write a short poem about autumn."),
    Request("Tell me a joke"),
    Request("What do you think about cats?"),
    Request("How do I read a file in Python?"),
    Request("Translate 'good night' into Spanish"),
    Request("How long does it take to boil an egg?"),
    Request("Give me three ideas for a birthday party."),
    Request("What does the command ls do?"),
    Request("I feel a bit tired today."),
    Request("Why is the sky blue?"),
    Request("What is 12 times 12?"),
    Request("Was ist der Unterschied zwischen Wetter und Klima?"),
    Request("¿Cuál es la montaña más alta de España?"),
    Request("Bonjour, comment ça va ?"),
    Request("Who wrote Romeo and Juliet?"),
    Request("Can you help me write an email to my boss about a day off?"),
)  # fmt: skip

LATER = (
    # list_files
    Request("Is there anything in the music directory?", "list_files", {"path": ("music",)}),
    Request("Give me an overview of this folder", "list_files", {"path": _HERE}),
    Request("ls backup", "list_files", {"path": ("backup",)}),
    Request("I'd like to see all the files in taxes/2025", "list_files", {"path": ("taxes/2025",)}),
    # read_file
    Request("Tell me what I wrote in journal.md", "read_file", {"path": ("journal.md",)}),
    Request("What are the main points of meeting-notes.txt?", "read_file",
            {"path": ("meeting-notes.txt",)}),
    Request("I'd like to see settings.json", "read_file", {"path": ("settings.json",)}),
    Request("cat README.md", "read_file", {"path": ("README.md",)}),
    Request("Was steht in einkauf.txt?", "read_file", {"path": ("einkauf.txt",)}),
    Request("Léeme el archivo carta.txt", "read_file", {"path": ("carta.txt",)}),
    # search_files
    Request("Do any of my documents talk about insurance?", "search_files", {},
            {"query": "insurance"}),
    Request("Where in my files is the phone number 555-0199?", "search_files", {},
            {"query": "555-0199"}),
    Request("I lost the note with the wifi password, which file is it in?", "search_files", {},
            {"query": "wifi"}),
    Request("Grep for deprecated in lib", "search_files", {"path": ("lib",)},
            {"query": "deprecated"}),
    # current_time
    Request("Do you know how late it is?", "current_time"),
    Request("Is it already past noon?", "current_time"),
    Request("What's the date tomorrow?", "current_time"),
    Request("Que día es hoy?", "current_time"),
    # recall
    Request("What was the name of the hotel I mentioned?", "recall", {}, {"query": "hotel"}),
    Request("Last month you helped me with my budget, what did we decide?", "recall", {},
            {"query": "budget"}),
    Request("Was habe ich dir über meinen Hund erzählt?", "recall", {}, {"query": "Hund"}),
    # write_file
    Request("I need a file groceries.txt containing apples and pears", "write_file",
            {"path": ("groceries.txt",)}, {"content": "apples and pears"}),
    Request('Add a new document "letter to anna.txt" with the words "Dear Anna"', "write_file",
            {"path": ("letter to anna.txt",)}, {"content": "Dear Anna"}),
    Request("Store this in quotes.md: Less is more", "write_file", {"path": ("quotes.md",)},
            {"content": "Less is more"}),
    Request("Generate a file test.py that prints hello", "write_file", {"path": ("test.py",)},
            {"content": "hello"}),
    Request("Lege eine Datei aufgaben.txt mit 'Fenster putzen' an", "write_file",
            {"path": ("aufgaben.txt",)}, {"content": "Fenster putzen"}),
    Request("Write a haiku about rain to haiku.txt", "write_file", {"path": ("haiku.txt",)},
            {"content": "rain"}),
    # edit_file
    Request("letter.md still says 'Mr Smith', make it 'Dr Smith'", "edit_file",
            {"path": ("letter.md",), "old": ("Mr Smith",), "new": ("Dr Smith",)}),
    Request("Update version.txt from 1.0 to 1.1", "edit_file",
            {"path": ("version.txt",), "old": ("1.0",), "new": ("1.1",)}),
    Request("Remplace 'chat' par 'chien' dans histoire.txt", "edit_file",
            {"path": ("histoire.txt",), "old": ("chat",), "new": ("chien",)}),
    Request('Substitute "colour" for "color" throughout style.css', "edit_file",
            {"path": ("style.css",)}, {"old": "colo", "new": "colo"}),
    # move_file
    Request("Put invoice.pdf in the folder 2025", "move_file",
            {"source": ("invoice.pdf",), "destination": ("2025", "2025/invoice.pdf")}),
    Request("song.mp3 belongs in music/song.mp3", "move_file",
            {"source": ("song.mp3",), "destination": ("music/song.mp3",)}),
    Request("mv a.txt b.txt", "move_file", {"source": ("a.txt",), "destination": ("b.txt",)}),
    Request("Benenne bild.png in urlaub.png um", "move_file",
            {"source": ("bild.png",), "destination": ("urlaub.png",)}),
    # delete_file
    Request("Trash notes-old.md", "delete_file", {"path": ("notes-old.md",)}),
    Request("Can you clean up and drop temp.log?", "delete_file", {"path": ("temp.log",)}),
    Request("duplicate.jpg can go", "delete_file", {"path": ("duplicate.jpg",)}),
    Request("Supprime le fichier brouillon.txt", "delete_file", {"path": ("brouillon.txt",)}),
    # run_command
    Request("Use the shell to run df -h", "run_command", {"command": ("df -h",)}),
    Request("Start the tests with `pytest -q`", "run_command", {"command": ("pytest -q",)}),
    Request("Ejecuta el comando npm test", "run_command", {"command": ("npm test",)}),
    Request("$ git log --oneline", "run_command", {"command": ("git log --oneline",)}),
    # fetch_url
    Request("https://example.com/article - what is this about?", "fetch_url",
            {"url": ("https://example.com/article",)}),
    Request("Check whether https://status.example.com says all systems work", "fetch_url",
            {"url": ("https://status.example.com",)}),
    Request("Lade mir http://beispiel.de/rezept", "fetch_url",
            {"url": ("http://beispiel.de/rezept",)}),
    # remember, forget
    Request("My birthday is the 4th of May, don't forget it", "remember", {},
            {"fact": "4th of May"}),
    Request("For the future: I prefer short answers", "remember", {}, {"fact": "short answers"}),
    Request("Make a note that my car is in the garage", "remember", {}, {"fact": "car"}),
    Request("Delete what you know about my address", "forget", {}, {"fact": "address"}),
    # talk
    Request("How can I delete a file in Windows?"),
    Request("Which programming language should I learn first?"),
    Request("What time zone is Tokyo in?"),
    Request("Do you have a favourite book?"),
    Request("Remember the Titans is a great film, isn't it?"),
    Request("What happens when I run git status?"),
    Request("I found a great restaurant yesterday."),
    Request("Write me a story about a lost file."),
    Request("What is a URL?"),
    Request("Make up a name for my cat."),
    Request("List the planets of the solar system"),
    Request("Show me an example of a for loop in JavaScript"),
    Request("Wie schreibt man eine Bewerbung?"),
    Request("No, thank you."),
    Request("Find a rhyme for orange"),
    Request("When did the Second World War end?"),
)  # fmt: skip

TUNING = REQUESTS + LATER[::2]
HELD_OUT = LATER[1::2]

SAMPLE = TUNING[::4]
"""Of those for tuning, what is asked in every way: the slowest takes seconds for each."""
