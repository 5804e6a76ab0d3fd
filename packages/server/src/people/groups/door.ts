/**
 * Who is in a group is changed under the lock of the administrators, and of all whom it concerns, after the private
 * projects that the group is let into: two commands never see each other's halves.
 */
import type { Id } from '@copydesk/contract'
import { MovedError } from '../../command/moved.ts'
import { projectsOfMember } from '../../projects/members/queries.ts'
import { lockRows } from '../../storage/lock.ts'
import type { Tx } from '../../storage/storage.ts'
import { lockAdministrators } from '../door.ts'
import { memberIdsOf } from './queries.ts'

/**
 * Locks all who are in the group or come into it, with the administrators and the private projects that it is let into:
 * what is done there meanwhile is told to those who are in. Throws `MovedError` where others came to be meanwhile.
 */
export async function lockGroup(tx: Tx, id: Id, comingIds: readonly Id[] = []): Promise<void> {
  const projects = new Set(await projectsOfMember(tx, id))
  await lockRows(tx, 'projects', [...projects])
  await holdMembers(tx, id, comingIds)
  if (!(await projectsOfMember(tx, id)).every((one) => projects.has(one))) throw new MovedError()
}

/**
 * The same for who lets it into a project and has locked that: until then nobody comes into the group, or leaves it, and
 * nobody deletes it.
 */
export async function holdMembers(tx: Tx, id: Id, comingIds: readonly Id[] = []): Promise<void> {
  const people = new Set([...(await memberIdsOf(tx, id)), ...comingIds])
  await lockAdministrators(tx, [...people])
  if (!(await memberIdsOf(tx, id)).every((one) => people.has(one))) throw new MovedError()
}
