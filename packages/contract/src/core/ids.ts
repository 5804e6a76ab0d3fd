/** How everything is named: plain JSON text, so that it crosses the HTTP API and the wire as it is. */

/** UUIDv7 in its lower-case text form; ids of one kind sort by creation time. */
export type Id = string
