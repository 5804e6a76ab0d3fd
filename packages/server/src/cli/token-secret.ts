/**
 * The secret that signs connection tokens and cookies, made once when no setting gives one: in the data folder of the one
 * server that SQLite has, in the database where several servers share PostgreSQL, since what one of them signs another
 * one verifies.
 */
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Settings } from '../settings/settings.ts'
import type { Storage, Tx } from '../storage/storage.ts'

export type SecretSettings = Pick<Settings, 'tokenSecret' | 'dataDir'>

const key = 'token_secret'

/** COPYDESK_TOKEN_SECRET, else the one that was made at first use. */
export async function tokenSecret(settings: SecretSettings, storage: Storage): Promise<string> {
  if (settings.tokenSecret !== undefined) return settings.tokenSecret
  if (storage.database === 'sqlite') return secretInFolder(settings)
  const known = await storage.read(readSecret)
  if (known !== undefined) return known
  // An installation that comes from SQLite goes on with its own: links in mails are signed with it.
  const own = existsSync(pathIn(settings)) ? secretInFolder(settings) : newSecret()
  return storage.write((tx) => keepSecret(tx, own))
}

/** The first server to say one decides, whichever starts at the same time. */
async function keepSecret(tx: Tx, value: string): Promise<string> {
  await tx
    .insertInto('meta')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute()
  return (await readSecret(tx)) ?? value
}

async function readSecret(tx: Tx): Promise<string | undefined> {
  return (await tx.selectFrom('meta').select('value').where('key', '=', key).executeTakeFirst())?.value
}

function pathIn({ dataDir }: SecretSettings): string {
  return join(dataDir, 'token-secret')
}

function secretInFolder(settings: SecretSettings): string {
  mkdirSync(settings.dataDir, { recursive: true })
  const path = pathIn(settings)
  try {
    writeFileSync(path, `${newSecret()}\n`, { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  const secret = readFileSync(path, 'utf8').trim()
  if (secret.length < 32) throw new Error(`${path} does not hold a secret: delete it, and a new one is made.`)
  return secret
}

function newSecret(): string {
  return randomBytes(32).toString('base64url')
}
