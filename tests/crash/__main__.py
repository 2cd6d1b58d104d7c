"""`python -m tests.crash`: the full campaign."""

from tests.crash.campaign import main

raise SystemExit(main())
