/** `copydesk doctor` as a program that scripts read: what it says of an address. */
import { runCopydesk } from '@copydesk/testkit'

export interface Diagnosis {
  state: 'healthy' | 'problem' | 'unknown'
  findings: {
    row: number | null
    cause: string
    hop: string
    confidence: string
    says: string
    fix: string
  }[]
  /** With the direct way; null without `--direct`. */
  comparison: string | null
  /** The configuration to paste; null where the proxy was not recognised. */
  snippet: string | null
}

export interface Told extends Diagnosis {
  exitCode: number | null
}

/** Asks about `url`, compared with `directUrl`, the server itself. */
export function doctorSays(url: string, directUrl: string, ...flags: string[]): Promise<Told> {
  return askDoctor([url, '--direct', directUrl, ...flags])
}

/** Any call of `copydesk doctor`. */
export async function askDoctor(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Told> {
  const { code, stdout, stderr } = await runCopydesk(['doctor', ...args, '--json'], { env })
  if (!stdout.startsWith('{')) throw new Error(`copydesk doctor ends with ${code}: ${stderr}`)
  return { exitCode: code, ...JSON.parse(stdout) }
}

/** What a healthy way looks like, to be expected. */
export const healthy = { state: 'healthy', findings: [] }
