/**
 * Passwords as Argon2id hashes in PHC string format (RFC 9106). The cost is OWASP's first recommendation for
 * servers: 19 MiB, two passes, about 25 ms on one core. Hashing runs on the thread pool, not on the event loop.
 */
import { randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'

/** KiB of memory, passes, lanes; the library's default algorithm is Argon2id. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** A new hash with a salt of its own. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, cost)
}

let decoy: Promise<string> | undefined

/**
 * Whether the password fits the hash. Without a hash (unknown e-mail address, no password set) a decoy of the
 * same cost is checked and the answer is false, so that timing does not tell who has an account.
 */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  if (passwordHash !== null) return verify(passwordHash, password)
  decoy ??= hashPassword(randomBytes(16).toString('hex'))
  await verify(await decoy, password)
  return false
}
