/** What the desk's things look like: the published ones, and what the client adds to them. */
export {};
