#!/usr/bin/python3
"""The man page of vexar, from what the program says of itself: `vexar --experimental-dump-help | manual.py DATE`.

Prints mdoc(7). DATE is the one at its foot, as `%B %-d, %Y`. What the commands' help does not say, such as the files of
the Debian package, is in manual.tail beside this file.
"""

import json
import pathlib
import sys

# Every command has these, and they say the same everywhere.
COMMON = {"help", "version"}


def text(line):
    """A line as roff takes it literally: no escapes, and no request at its start."""
    line = line.replace("\\", "\\e").replace("-", "\\-")
    return "\\&" + line if line[:1] in (".", "'") else line


def prose(discussion):
    """Paragraphs; lines that are indented stay lines."""
    out, literal = [], False
    for line in discussion.splitlines():
        indented = line.startswith("  ")
        if indented != literal:
            out.append(".Bd -literal -offset indent -compact" if indented else ".Ed")
            literal = indented
        out.append(text(line.strip() if indented else line) if line.strip() else ".Pp")
    return out + ([".Ed"] if literal else [])


def own(command):
    """The arguments that are this command's own, and shown."""
    shown = (a for a in command.get("arguments", []) if a["shouldDisplay"])
    return [a for a in shown if not COMMON & {n["name"] for n in a.get("names", [])}]


def written(argument):
    """An argument as mdoc writes it, without its brackets."""
    if argument["kind"] == "positional":
        return f"Ar {text(argument['valueName'])}"
    name = argument["preferredName"]
    # Fl writes one hyphen by itself.
    flag = "Fl " + ("" if name["kind"] == "short" else "\\-") + text(name["name"])
    return flag if argument["kind"] == "flag" else f"{flag} Ar {text(argument['valueName'])}"


def synopsis(command):
    out = []
    for argument in own(command):
        line = ("Op " if argument["isOptional"] else "") + written(argument)
        out.append(f".{line}" + (" ..." if argument["isRepeating"] else ""))
    return out


def explanation(argument):
    said = argument.get("abstract") or argument.get("discussion") or ""
    if argument.get("allValues"):
        said += f" One of {', '.join(argument['allValues'])}."
    if argument.get("defaultValue"):
        said += f" Default: {argument['defaultValue']}."
    return text(said.strip())


def section(command, words):
    """What one command does, and after it those below it."""
    if command["commandName"] == "help":
        return []
    words = words + [command["commandName"]]
    below = command.get("subcommands", [])
    out = [f".Ss {text(' '.join(words))}", text(command["abstract"])]
    if command.get("discussion"):
        out += [".Pp"] + prose(command["discussion"])
    if own(command):
        out += [".Bl -tag -width Ds"]
        for argument in own(command):
            out += [f".It {written(argument)}", explanation(argument)]
        out += [".El"]
    for each in below:
        out += section(each, words)
    return out


def leaves(command, words):
    if command["commandName"] == "help":
        return []
    words = words + [command["commandName"]]
    below = command.get("subcommands", [])
    if below:
        return [line for each in below for line in leaves(each, words)]
    return [".Nm", f".Cm {text(' '.join(words))}"] + synopsis(command)


def page(root, date):
    commands = root["subcommands"]
    out = [f".Dd {date}", ".Dt VEXAR 1", ".Os Vexar", ".Sh NAME", f".Nm {root['commandName']}"]
    out += [f".Nd {text(root['abstract'].rstrip('.'))}", ".Sh SYNOPSIS"]
    out += [line for each in commands for line in leaves(each, [])]
    out += [".Nm", ".Fl \\-version", ".Sh COMMANDS"]
    out += [line for each in commands for line in section(each, [])]
    out += [".Sh EXIT STATUS"] + prose(root["discussion"].replace("Exit codes:\n", "", 1))
    return "\n".join(out)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: vexar --experimental-dump-help | manual.py DATE")
    print(page(json.load(sys.stdin)["command"], sys.argv[1]))
    print((pathlib.Path(__file__).parent / "manual.tail").read_text(), end="")
