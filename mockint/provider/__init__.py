"""The only room that names a model SDK: clients, bounded retries, what a server can do, usage, price and tracing."""
