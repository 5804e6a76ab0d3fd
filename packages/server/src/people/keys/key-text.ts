/**
 * What a service key looks like: `cdk_` and 256 random bits, so that people, logs and secret scanners
 * (`cdk_[A-Za-z0-9_-]{43}`) know one when they see it. Only its hash and its first characters are kept.
 */
import { createHash, randomBytes } from 'node:crypto'

const prefix = 'cdk_'
const pattern = /^cdk_[A-Za-z0-9_-]{43}$/
/** Tells the keys of a site apart, and leaves 208 bits to guess. */
const shownLength = prefix.length + 8

export function newKeyText(): string {
  return prefix + randomBytes(32).toString('base64url')
}

export function isKeyText(text: string): boolean {
  return pattern.test(text)
}

/** Whether a credential means to be a key, whole or not. */
export function looksLikeKey(text: string): boolean {
  return text.startsWith(prefix)
}

export function shownPart(key: string): string {
  return key.slice(0, shownLength)
}

/**
 * SHA-256 in hex. A key is looked up by it: random as it is it needs no salt, and how long the search takes says nothing
 * of the key itself.
 */
export function hashKey(key: string): string {
  return createHash('sha256').update(key).digest('hex')
}
