/**
 * The claims of a person token whose signature is right, held to the rules of the product: an hour at most, made for
 * this server, texts as they enter by every other door. Pure.
 */
import { parseEmail, type Role, roles, tidyLine } from '@copydesk/contract'
import { deniedFor, type TokenFault } from '@copydesk/hub/namespaces'
import type { JWTPayload } from 'jose'
import type { Settings } from '../../settings/settings.ts'

/** Who the application says this is. */
export interface PersonClaims {
  /** Its own id of the person (`sub`). */
  externalId: string
  name: string | undefined
  /** As it is stored; undefined where the token has none. */
  email: string | undefined
  /** What the person may do at most. */
  role: Role
  /** Unix time in seconds. */
  expiresAt: number
}

/** A token is renewed by the application, which knows whether the person is still one of its own. */
const maxSeconds = 60 * 60
/** As the verification allows clocks to differ. */
const leewaySeconds = 10
const maxSubjectLength = 255

export function readClaims(
  payload: JWTPayload,
  settings: Pick<Settings, 'personTokenAudience' | 'publicUrl'>,
  now: number,
): { ok: true; claims: PersonClaims } | TokenFault {
  const {
    sub,
    exp = 0,
    iat,
    aud,
    name,
    email,
    role,
  }: Record<string, unknown> & { exp?: number; iat?: number } = payload
  const begins = Math.min(iat ?? Number.POSITIVE_INFINITY, now / 1000 + leewaySeconds)
  if (exp - begins > maxSeconds) return deniedFor('the token is valid for more than an hour (claim "exp")')
  if (typeof sub !== 'string' || !isSubject(sub)) return deniedFor('the claim "sub" is not an id')
  // Made for somebody, but not for this server (RFC 7519, section 4.1.3).
  if (aud !== undefined && settings.personTokenAudience === undefined && !isMeant(aud, settings.publicUrl)) {
    return deniedFor(
      'the claim "aud" names another server; COPYDESK_PERSON_TOKEN_AUDIENCE says what names this one',
    )
  }
  const tidied = typeof name === 'string' ? tidyLine(name, { max: 200, required: true }) : undefined
  if (name !== undefined && !tidied?.ok) return deniedFor('the claim "name" is not a name of one line')
  const address = typeof email === 'string' ? parseEmail(email) : null
  if (email !== undefined && address === null) return deniedFor('the claim "email" is not an e-mail address')
  const ceiling = role === undefined ? 'viewer' : roles.find((known) => known === role)
  if (ceiling === undefined) return deniedFor(`the claim "role" is none of ${roles.join(', ')}`)
  return {
    ok: true,
    claims: {
      externalId: sub,
      name: tidied?.ok ? tidied.text : undefined,
      email: address ?? undefined,
      role: ceiling,
      expiresAt: exp,
    },
  }
}

function isSubject(sub: string): boolean {
  return sub !== '' && sub.length <= maxSubjectLength && !/[\p{Cc}\p{Cs}]/u.test(sub)
}

function isMeant(aud: unknown, publicUrl: URL | undefined): boolean {
  if (publicUrl === undefined) return false
  // Not the origin alone: beside this server below a path there may be others.
  const names = [publicUrl.href, publicUrl.href.replace(/\/$/, '')]
  return [aud].flat().some((one) => names.includes(String(one)))
}
