/** What the desk's things look like. A server may send more than is named here. */
export {};
