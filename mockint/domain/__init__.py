"""What mockint talks about: frozen values and pure functions, with no files, clocks, threads or Qt."""
