/** Epochs of channels (`PROTOCOL.md`): which history a position belongs to. */
import { randomBytes } from 'node:crypto'

/** A fresh one: 48 random bits in base64url. */
export function newEpoch(): string {
  return randomBytes(6).toString('base64url')
}
