"""The packaged command line starts here; and the model server, which is the same program."""

import sys

if __name__ == "__main__":
    if sys.argv[1:] == ["model-server"]:
        from graphs.models.server_process import main as serve

        sys.exit(serve())
    from graphs.cli.main import main

    sys.exit(main())
