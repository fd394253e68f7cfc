"""`harness options …` tells deploy/dev what it needs to know; `harness run RUNTIME BINARY …` measures."""

import signal
import sys

import options
import session


def main(arguments):
    if arguments[0] == "options":
        chosen = options.parse(arguments[1:])
        print(
            "fresh" if chosen.fresh else "kept", f"{chosen.scale:g}", "profile" if chosen.profile else "table",
            chosen.threads,
        )
        return 0
    # So that what was started is ended, as by an error.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    return session.run(arguments[1], arguments[2], options.parse(arguments[3:]))


sys.exit(main(sys.argv[1:]))
