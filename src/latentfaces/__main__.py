import sys

from latentfaces.cli import main

sys.exit(main())
