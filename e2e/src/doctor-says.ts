/** `copydesk doctor` as a program that scripts read: what it says of an address, compared with the direct way. */
import { runCopydesk } from '@copydesk/testkit'

export interface Diagnosis {
  exitCode: number | null
  state: 'healthy' | 'problem' | 'unknown'
  findings: { cause: string; hop: string; confidence: string; fix: string }[]
  comparison: string
  /** The configuration to paste; null where the proxy was not recognised. */
  snippet: string | null
}

/** Asks about `url`; `directUrl` is the server itself. */
export async function doctorSays(url: string, directUrl: string, ...flags: string[]): Promise<Diagnosis> {
  const { code, stdout, stderr } = await runCopydesk([
    'doctor',
    url,
    '--direct',
    directUrl,
    '--json',
    ...flags,
  ])
  if (!stdout.startsWith('{')) throw new Error(`copydesk doctor ends with ${code}: ${stderr}`)
  return { exitCode: code, ...JSON.parse(stdout) }
}

/** What a healthy way looks like, to be expected. */
export const healthy = { exitCode: 0, state: 'healthy', findings: [] }
