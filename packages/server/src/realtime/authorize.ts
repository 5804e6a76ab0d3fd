/**
 * Who may follow which channel: each domain's own policy, asked with what the database says at that moment. The
 * hub asks at each subscribe, and again when rights changed. Clients publish in none of the product's channels.
 */
import { type ChannelKind, type Id, parseChannel, type Role, roleOfScopes } from '@copydesk/contract'
import type { AuthorizeRequest, AuthorizeResult } from '@copydesk/hub'
import { mayFollowContent, mayFollowContentList } from '../content/door.ts'
import { scopesOf } from '../people/keys/present.ts'
import { selectValidKeys } from '../people/keys/queries.ts'
import { type Action, may } from '../policy.ts'
import { mayFollowProject, mayFollowProjects } from '../projects/project/policy.ts'
import type { Storage, Tx } from '../storage/storage.ts'

const denied: AuthorizeResult = { ok: false, reason: 'denied' }
const unknown: AuthorizeResult = { ok: false, reason: 'unknown_channel' }

/** `now` in milliseconds since 1970. */
export function createAuthorize(
  storage: Storage,
  now: () => number,
): (request: AuthorizeRequest) => Promise<AuthorizeResult> {
  return async ({ user, channel, action }) => {
    const parsed = parseChannel(channel)
    if (!parsed) return unknown
    if (action === 'publish') return denied
    if (parsed.kind === 'person') return parsed.id === user ? { ok: true } : denied
    return storage.read(async (tx) => {
      const role = (await roleOf(tx, user)) ?? (await roleOfService(tx, user, parsed.kind, now()))
      if (!role) return denied
      return (await mayFollow(tx, role, parsed)) ? { ok: true } : unknown
    })
  }
}

/** What does not exist and what is not theirs to see is the same to whoever asks. */
async function mayFollow(
  tx: Tx,
  role: Role,
  { kind, id }: { kind: ChannelKind; id: Id | null },
): Promise<boolean> {
  switch (kind) {
    case 'site':
    case 'doctor':
      return true
    case 'people':
      return may(role, 'people.read')
    case 'projects':
      return mayFollowProjects(role)
    case 'contentList':
      return mayFollowContentList(role)
    case 'project':
    case 'here':
      return id !== null && mayFollowProject(tx, role, id)
    case 'content':
      return id !== null && mayFollowContent(tx, role, id)
    case 'person':
      return false
  }
}

/** What a channel of this kind shows; the others show nothing that needs a scope. */
const readBy: Partial<Record<ChannelKind, Action>> = {
  people: 'people.read',
  projects: 'project.read',
  project: 'project.read',
  here: 'project.read',
  contentList: 'content.read',
  content: 'content.read',
}

/** The role of a service whose key has the scope for such channels. */
async function roleOfService(tx: Tx, keyId: Id, kind: ChannelKind, now: number): Promise<Role | undefined> {
  const row = await selectValidKeys(tx, now).where('id', '=', keyId).executeTakeFirst()
  const scopes = row && scopesOf(row)
  const needed = readBy[kind]
  return scopes && (needed === undefined || scopes.includes(needed)) ? roleOfScopes(scopes) : undefined
}

async function roleOf(tx: Tx, personId: Id): Promise<Role | undefined> {
  const row = await tx.selectFrom('people').select('role').where('id', '=', personId).executeTakeFirst()
  return row?.role
}
