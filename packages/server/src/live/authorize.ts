/**
 * Who may follow which channel: the rights of `policy.ts`, asked with what the database says at that moment. The
 * hub asks at each subscribe, and again when rights changed. Clients publish in none of the product's channels.
 */
import { type ChannelKind, type Id, parseChannel, type Role } from '@copydesk/contract'
import type { AuthorizeRequest, AuthorizeResult } from '@copydesk/hub'
import { type Action, may } from '../policy.ts'
import type { Storage, Tx } from '../storage/storage.ts'

const denied: AuthorizeResult = { ok: false, reason: 'denied' }
const unknown: AuthorizeResult = { ok: false, reason: 'unknown_channel' }

/** What following a kind of channel takes; a person's own channel and the site's take a session only. */
const actionFor: Record<ChannelKind, Action | null> = {
  projects: 'project.read',
  project: 'project.read',
  here: 'project.read',
  contentList: 'content.read',
  content: 'content.read',
  people: 'people.read',
  person: null,
  site: null,
}

export function createAuthorize(storage: Storage): (request: AuthorizeRequest) => Promise<AuthorizeResult> {
  return async ({ user, channel, action }) => {
    const parsed = parseChannel(channel)
    if (!parsed) return unknown
    if (action === 'publish') return denied
    const { kind, id } = parsed
    if (kind === 'person') return id === user ? { ok: true } : denied
    return storage.read(async (tx) => {
      const role = await roleOf(tx, user)
      const needed = actionFor[kind]
      if (!role || (needed && !may(role, needed))) return denied
      return id === null ? { ok: true } : findSubject(tx, kind, id)
    })
  }
}

async function roleOf(tx: Tx, personId: Id): Promise<Role | undefined> {
  const row = await tx.selectFrom('people').select('role').where('id', '=', personId).executeTakeFirst()
  return row?.role
}

/** Something that never existed is unknown; what was deleted could be seen before, so it is denied. */
async function findSubject(tx: Tx, kind: ChannelKind, id: Id): Promise<AuthorizeResult> {
  if (kind === 'content') {
    const item = await tx.selectFrom('content_items').select('id').where('id', '=', id).executeTakeFirst()
    return item ? { ok: true } : unknown
  }
  const project = await tx.selectFrom('projects').select('deleted_at').where('id', '=', id).executeTakeFirst()
  if (!project) return unknown
  return project.deleted_at === null ? { ok: true } : denied
}
