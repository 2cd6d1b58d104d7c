"""A scripted LangSmith that speaks its protocol. Standard library.

    with ScriptedLangsmith() as langsmith:
        ...                          # langsmith.url and langsmith.KEY go to the client
        langsmith.runs               # each run by its id, its end merged into its beginning
        langsmith.requests           # method, path and body of every request, oldest first

It keeps what it is sent: runs, projects, datasets with their examples, feedback. `langsmith.mode`
says how it answers from now on:

    "well"      as LangSmith does
    "silent"    it takes the request and never answers, until it is closed
    "refuse"    401, as for a wrong key; so does any other key than KEY
    "broken"    500
    "away"      a redirect to another address
    "garbage"   a web page with status 200

`limit=N` of the client's own paging is kept to. The fixture is `langsmith`.
"""

from tests.langsmith_server.server import KEY, Asked, ScriptedLangsmith, langsmith

__all__ = ["KEY", "Asked", "ScriptedLangsmith", "langsmith"]
