/** The secret that signs connection tokens, made once when no setting gives one. */
import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Settings } from '../settings/settings.ts'

/** COPYDESK_TOKEN_SECRET, else what lies in the data folder; written there, for its owner only, at first use. */
export function tokenSecret({ tokenSecret, dataDir }: Pick<Settings, 'tokenSecret' | 'dataDir'>): string {
  if (tokenSecret !== undefined) return tokenSecret
  mkdirSync(dataDir, { recursive: true })
  const path = join(dataDir, 'token-secret')
  try {
    writeFileSync(path, `${randomBytes(32).toString('base64url')}\n`, { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  const secret = readFileSync(path, 'utf8').trim()
  if (secret.length < 32) throw new Error(`${path} does not hold a secret: delete it, and a new one is made.`)
  return secret
}
