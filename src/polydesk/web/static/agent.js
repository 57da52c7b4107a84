// What every page does besides its links and forms, all of which work without it.
