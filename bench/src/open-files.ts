/**
 * How many files, sockets among them, a process may have open. Node raises its own limit to what the system allows
 * at the start; more than that nobody gets without `ulimit -Hn` or `prlimit --nofile`.
 */
import { readFileSync } from 'node:fs'

/** Where the kernel does not say. */
const assumed = 1_024

/** The hard limit of this process. */
export function mostOpenFiles(): number {
  try {
    const [, hard] = /^Max open files\s+\d+\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8')) ?? []
    return hard === undefined ? assumed : Number(hard)
  } catch {
    return assumed
  }
}

/** What a process has open besides its connections. */
const besides = 100

/** Connections that can all be cut off and come back at once: a server may hold the old and the new ones together. */
export function mostConnections(): number {
  return Math.floor((mostOpenFiles() - besides) / 2)
}
