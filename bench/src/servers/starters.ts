/** How each server is started, and whether it is there to be started. */
import { isPostgresInstalled } from '../databases/postgres.ts'
import type { BenchServer, ServerName } from './bench-server.ts'
import { startFloor } from './floor.ts'
import { startHub } from './hub.ts'
import { isNatsInstalled, startNats } from './nats.ts'
import { isNchanInstalled, startNchan } from './nchan.ts'
import { findProgram } from './program.ts'
import { startSocketIo } from './socket-io.ts'
import { startWs } from './ws.ts'

export const starters: Record<ServerName, () => Promise<BenchServer>> = {
  floor: startFloor,
  hub: startHub,
  ws: startWs,
  'socket.io': startSocketIo,
  nchan: startNchan,
  nats: startNats,
}

/** Ours and the libraries come with the repository; the others are Debian packages that may be missing. */
export function isInstalled(server: string): boolean {
  return (needs[server] ?? []).every((isThere) => isThere())
}

const isRedisInstalled = () => findProgram('redis-server') !== undefined

const needs: Readonly<Record<string, readonly (() => boolean)[]>> = {
  nchan: [isNchanInstalled],
  nats: [isNatsInstalled],
  postgres: [isPostgresInstalled],
  'by-notify': [isPostgresInstalled],
  'by-redis': [isPostgresInstalled, isRedisInstalled],
  'by-nats': [isPostgresInstalled, isNatsInstalled],
  'socket.io-recovery': [isPostgresInstalled, isRedisInstalled],
}
