/** What can be asked of lists, and set on things. */
export {};
