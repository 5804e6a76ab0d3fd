/** Signs somebody in who has shown who they are: a session in place of the one that asked, its cookie, and the answer. */
import type { Id, SessionInfo } from '@copydesk/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../../command/refusal.ts'
import { allowedTo } from '../../command/viewer.ts'
import type { SignedIn } from '../../http/signed-in.ts'
import type { Services } from '../../services.ts'
import type { Settings } from '../../settings/settings.ts'
import { findMe } from '../queries.ts'
import type { Cookies } from './cookies.ts'
import type { Sessions } from './sessions.ts'

export interface BeginSessionParts extends Pick<Services, 'storage' | 'settings'> {
  sessions: Sessions
  cookies: Cookies
}

/** `checked`: the hash that the password fitted, which still has to be theirs. */
export async function beginSession(
  { sessions, cookies, storage, settings }: BeginSessionParts,
  request: FastifyRequest,
  reply: FastifyReply,
  personId: Id,
  checked: { passwordHash?: string | null } = {},
): Promise<SessionInfo> {
  const userAgent = request.headers['user-agent'] ?? ''
  const { token } = await sessions.start(personId, { userAgent, ...checked })
  await endSession(sessions, request.signedIn)
  reply.header('set-cookie', cookies.giveSession(token))
  const person = await storage.read((tx) => findMe(tx, personId))
  if (!person) throw new Refusal('sign_in_failed')
  return { person, may: allowedTo(person), setupNeeded: false, ...aboutSignIn(settings) }
}

/** A key or token has no session to end. */
export async function endSession(sessions: Sessions, caller: SignedIn | null): Promise<void> {
  if (caller && caller.sessionId !== null) await sessions.end({ id: caller.id, sessionId: caller.sessionId })
}

/** By what people can sign in here. */
export function aboutSignIn({
  demo,
  oidcIssuer,
  oidcButton,
}: Pick<Settings, 'demo' | 'oidcIssuer' | 'oidcButton'>): Pick<SessionInfo, 'demo' | 'provider'> {
  return { demo, ...(oidcIssuer ? { provider: oidcButton } : {}) }
}
