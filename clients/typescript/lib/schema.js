/** What the desk's things look like, as its description says. Made by tools/make_client_models.py. */
export {};
