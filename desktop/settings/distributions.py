"""What installed Python packages say of themselves: licence, its text, and what they need."""

import json
import re
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any, Final

_LEGAL: Final = ("licen", "copying", "notice", "authors")
_SPELLINGS: Final = {
    "Apache 2.0": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}
_LONGEST_NAME: Final = 60  # of a licence; some packages put its whole text in the same place
_RULE: Final = "\n\n" + "-" * 72 + "\n\n"


def licence_of(one: Distribution) -> str:
    """Its licence, as an SPDX expression where it gives one; "" when it says nothing."""
    said = _said(one, "License-Expression") or _said(one, "License")
    first = said.strip().partition("\n")[0]
    if not first or (first != said.strip() and len(said) > _LONGEST_NAME):
        classifiers = one.metadata.get_all("Classifier") or []
        named = [line.rpartition(" :: ")[2] for line in classifiers if "License ::" in line]
        first = named[0] if named else first
    return _SPELLINGS.get(first, first)


def text_of(one: Distribution) -> str:
    """The texts of its licence, and what is compiled into it; "" when it brings none."""
    texts = [Path(str(one.locate_file(path))).read_text("utf-8", "replace") for path in _legal(one)]
    if not texts:
        said = _said(one, "License")
        texts = [said] if len(said) > _LONGEST_NAME else []
    return _RULE.join(text.strip("\n") for text in (*texts, *_compiled_in(one)))


def home_of(one: Distribution) -> str:
    """The address of its home page, or of its sources; "" when it names neither."""
    lines = one.metadata.get_all("Project-URL") or []
    urls = {name.strip().lower(): url.strip() for name, _, url in (s.partition(",") for s in lines)}
    for name in ("homepage", "home", "repository", "source", "source code", "code", "github"):
        if name in urls:
            return urls[name].removesuffix(".git")
    return _said(one, "Home-page") or next(iter(urls.values()), "")


def needed_by(name: str) -> list[Distribution]:
    """That package and all that it needs and that are installed, by whatever chain, by name."""
    found: dict[str, Distribution] = {}
    unread = [name]
    while unread:
        try:
            one = distribution(unread.pop())
        except PackageNotFoundError:
            continue  # for another system, or an extra
        if one.name not in found:
            found[one.name] = one
            needs = [line for line in one.requires or () if "extra ==" not in line]
            unread += [re.split(r"[^\w.-]", line, maxsplit=1)[0] for line in needs]
    return sorted(found.values(), key=lambda one: one.name.lower())


def _said(one: Distribution, key: str) -> str:
    return next(iter(one.metadata.get_all(key) or ()), "")


def _legal(one: Distribution) -> list[Any]:
    """The files of its metadata that are about rights, in order."""
    return sorted(
        path
        for path in one.files or ()
        if ".dist-info" in path.parts[0] and any(word in path.name.lower() for word in _LEGAL)
    )


def _compiled_in(one: Distribution) -> list[str]:
    """What its list of materials, if it has one, says is inside its compiled code."""
    lines: list[str] = []
    for path in one.files or ():
        if path.name.endswith(".cyclonedx.json"):
            materials = json.loads(Path(str(one.locate_file(path))).read_text("utf-8"))
            lines += [_material(each) for each in materials.get("components", ())]
    return ["Compiled into it:\n\n" + "\n".join(sorted(set(lines)))] if lines else []


def _material(component: dict[str, Any]) -> str:
    licences = [
        each.get("expression") or each.get("license", {}).get("id", "")
        for each in component.get("licenses", ())
    ]
    author = f" ({component['author']})" if component.get("author") else ""
    return f"- {component['name']} {component['version']}: {' AND '.join(licences)}{author}"
