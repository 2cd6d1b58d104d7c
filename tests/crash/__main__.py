from tests.crash.campaign import main

raise SystemExit(main())
