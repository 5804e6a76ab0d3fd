/** Why a server could not listen, in words that tell what to change. */
import { CliFailure } from './cli-command.ts'

export interface ListenAddress {
  host: string
  port: number
  /** What the person sets to change them, such as COPYDESK_PORT. */
  hostSetting: string
  portSetting: string
}

/** A CliFailure for what the person can mend; the error itself for anything else. */
export function listenFailure(error: unknown, address: ListenAddress): unknown {
  const { host, port, hostSetting, portSetting } = address
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE') {
    return new CliFailure(
      `Port ${port} on ${host} is in use: stop what uses it, or set ${portSetting} to another.`,
    )
  }
  if (code === 'EACCES') {
    return new CliFailure(`This user may not listen on port ${port}: set ${portSetting} to one above 1023.`)
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new CliFailure(`This machine does not have the address ${host}: correct ${hostSetting}.`)
  }
  return error
}
