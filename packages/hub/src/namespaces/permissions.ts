/**
 * Who may do what in a channel: by the options of its namespace, by its name, or by a subscription token. What the
 * server API does is not asked here.
 */
import type { AuthorizeRequest, AuthorizeResult, HubOptions } from '../options.ts'
import { isPrivate, usersOf } from './channel-name.ts'
import type { ChannelOptions } from './channel-options.ts'
import type { Namespaces } from './namespaces.ts'

/** Who asks; the empty user is an anonymous one. */
export interface Asker {
  user: string
  subscribed: boolean
}

export interface PermissionsOptions {
  namespaces: Pick<Namespaces, 'optionsOf'>
  /** Whether a subscription token lets this user into this channel. */
  verifyToken(token: string, user: string, channel: string): Promise<AuthorizeResult>
  /** For development: everyone may do everything that a namespace has. */
  insecure?: boolean
}

const denied: AuthorizeResult = { ok: false, reason: 'denied' }

/** For the hub's option `authorize`. */
export function createAuthorize({
  namespaces,
  verifyToken,
  insecure = false,
}: PermissionsOptions): HubOptions['authorize'] {
  return async (request) => {
    const options = namespaces.optionsOf(request.channel)
    if (options === undefined) return { ok: false, reason: 'unknown_channel' }
    if (insecure) return { ok: true }
    if (request.action === 'subscribe') return maySubscribe(request, options, verifyToken)
    const asker = { user: request.user, subscribed: request.subscribed === true }
    return may(request.action, options, asker) ? { ok: true } : denied
  }
}

/** What subscribers and others may do where the namespace says so; anonymous users only where it names them too. */
export function may(
  action: 'publish' | 'presence' | 'history',
  options: ChannelOptions,
  { user, subscribed }: Asker,
): boolean {
  if (user === '' && !options[`allow_${action}_for_anonymous`]) return false
  return options[`allow_${action}_for_client`] || (subscribed && options[`allow_${action}_for_subscriber`])
}

async function maySubscribe(
  { user, channel, token }: AuthorizeRequest,
  options: ChannelOptions,
  verifyToken: PermissionsOptions['verifyToken'],
): Promise<AuthorizeResult> {
  const users = options.allow_user_limited_channels ? usersOf(channel) : null
  if (users !== null && user !== '' && users.includes(user)) return { ok: true }
  if (token !== undefined) return verifyToken(token, user, channel)
  if (users !== null || isPrivate(channel)) return denied
  const open = options.allow_subscribe_for_client && (user !== '' || options.allow_subscribe_for_anonymous)
  return open ? { ok: true } : denied
}
