"""Between the sockets and Django: what strangers send is read, timed and bounded here, before a thread is taken."""
