/** The log: JSON lines, or readable ones for a person at a terminal. Goes to standard error; cookies and tokens never. */
import { type Logger, pino } from 'pino'
import pretty from 'pino-pretty'
import type { LogLevel } from '../settings/settings.ts'

export interface CreateLoggerOptions {
  level: LogLevel
  /** Where the lines go, and whether a person reads them there. */
  stream: NodeJS.WritableStream & { isTTY?: boolean }
}

/** Where they would stand if someone logged headers or a body. */
const secrets = ['cookie', 'authorization', 'token', 'password'].flatMap((name) => [name, `headers.${name}`])

export function createLogger({ level, stream }: CreateLoggerOptions): Logger {
  const destination = stream.isTTY
    ? pretty({
        destination: stream,
        translateTime: 'SYS:HH:MM:ss.l',
        ignore: 'pid,hostname,reqId',
        sync: true,
      })
    : stream
  return pino({ level, base: null, redact: { paths: secrets, censor: '(not logged)' } }, destination)
}
