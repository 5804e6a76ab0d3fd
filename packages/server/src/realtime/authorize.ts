/**
 * Who may follow which channel: the doors of the domains, asked with what the database says at that moment. The
 * hub asks at each subscribe, and again when rights changed. Clients publish in none of the product's channels but
 * those of who is here: that they write there, if they may write anything.
 */
import {
  type Actor,
  type ChannelKind,
  type Id,
  type ParsedChannel,
  parseChannel,
  type Role,
  roleOfScopes,
} from '@copydesk/contract'
import type { AuthorizeRequest, AuthorizeResult } from '@copydesk/hub'
import { roleOf, type Viewer } from '../command/viewer.ts'
import { mayFollowContent, mayFollowContentList, mayMeetAtVersion } from '../content/door.ts'
import { scopesOf } from '../people/keys/present.ts'
import { selectValidKeys } from '../people/keys/queries.ts'
import { type Action, may } from '../policy.ts'
import { mayFollowProject, mayFollowProjects, mayInProject } from '../projects/project/door.ts'
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
    if (action === 'publish' && !isOfPresence(parsed)) return denied
    if (parsed.kind === 'person') return parsed.id === user ? { ok: true } : denied
    return storage.read(async (tx) => {
      const person = { id: user, kind: 'person' } as const
      if (action === 'publish') return (await maySay(tx, person, parsed)) ? { ok: true } : denied
      const role = (await roleOf(tx, person)) ?? (await roleOfService(tx, user, parsed.kind, now()))
      if (!role) return denied
      return (await mayFollow(tx, { id: user, role }, parsed)) ? { ok: true } : unknown
    })
  }
}

/** What does not exist and what is not theirs to see is the same to whoever asks. */
async function mayFollow(
  tx: Tx,
  viewer: Viewer,
  { kind, id, projectId = null }: ParsedChannel,
): Promise<boolean> {
  switch (kind) {
    case 'site':
    case 'doctor':
      return true
    case 'people':
      return may(viewer.role, 'people.read')
    case 'delivery':
      return may(viewer.role, 'site.manage')
    case 'projects':
      return mayFollowProjects(viewer)
    case 'contentList':
    case 'trash':
      return mayFollowContentList(viewer)
    case 'project':
    case 'here':
      return id !== null && mayFollowProject(tx, viewer, id)
    case 'content':
      return id !== null && mayFollowContent(tx, viewer, id)
    case 'hereVersion':
      return id !== null && mayMeetAtVersion(tx, viewer, id, projectId)
    case 'person':
      return false
  }
}

function isOfPresence({ kind }: ParsedChannel): boolean {
  return kind === 'here' || kind === 'hereVersion'
}

/** Whether a person may say that they write there: whoever may comment. A key says nothing. */
async function maySay(
  tx: Tx,
  person: Actor,
  { kind, id, projectId = null }: ParsedChannel,
): Promise<boolean> {
  const right = 'comment.write'
  const role = await roleOf(tx, person)
  if (!role || id === null) return false
  const viewer = { id: person.id, role }
  if (kind === 'here') return mayInProject(tx, viewer, id, right)
  if (!may(role, right) || !(await mayMeetAtVersion(tx, viewer, id, projectId))) return false
  return projectId === null || mayInProject(tx, viewer, projectId, right)
}

/** What a channel of this kind shows; the others show nothing that needs a scope. */
const readBy: Partial<Record<ChannelKind, Action>> = {
  people: 'people.read',
  delivery: 'site.manage',
  projects: 'project.read',
  project: 'project.read',
  here: 'project.read',
  contentList: 'content.read',
  trash: 'content.read',
  content: 'content.read',
  hereVersion: 'content.read',
}

/** The role of a service whose key has the scope for such channels. */
async function roleOfService(tx: Tx, keyId: Id, kind: ChannelKind, now: number): Promise<Role | undefined> {
  const row = await selectValidKeys(tx, now).where('id', '=', keyId).executeTakeFirst()
  const scopes = row && scopesOf(row)
  const needed = readBy[kind]
  return scopes && (needed === undefined || scopes.includes(needed)) ? roleOfScopes(scopes) : undefined
}
