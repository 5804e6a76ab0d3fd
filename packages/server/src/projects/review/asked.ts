/**
 * Whom the steps of a rule ask, by who works here now: whoever left, or lost the right to review, is asked no more, and
 * their approvals do not count. Somebody who is meant twice is one person.
 */
import { type ApprovalShortage, type ApprovalStep, type Id, may, type Role } from '@copydesk/contract'
import type { Tx } from '../../storage/storage.ts'
import { memberRolesIn, privateAmong } from '../members/queries.ts'
import { mayAsMember } from '../members/sight.ts'

/** People who may review at all, with what a step can mean them by. */
export interface Reviewer {
  id: Id
  role: Role
  groups: ReadonlySet<Id>
}

/** Everybody who is here and may review; of one person, that one if they may. */
export async function readReviewers(tx: Tx, personId?: Id): Promise<Reviewer[]> {
  let people = tx
    .selectFrom('people')
    .select(['id', 'role'])
    .where('deactivated_at', 'is', null)
    .orderBy('id')
  let memberships = tx.selectFrom('group_members').selectAll()
  if (personId !== undefined) {
    people = people.where('id', '=', personId)
    memberships = memberships.where('person_id', '=', personId)
  }
  const rows = await people.execute()
  const members = await memberships.execute()
  const groupsOf = Map.groupBy(members, ({ person_id }) => person_id)
  return rows
    .filter(({ role }) => may(role, 'item.review'))
    .map((row) => ({
      ...row,
      groups: new Set((groupsOf.get(row.id) ?? []).map(({ group_id }) => group_id)),
    }))
}

/** Whom rules can ask in these projects: in a private one only those who are in it and may review there. */
export async function readReviewersIn(
  tx: Tx,
  projectIds: readonly Id[],
): Promise<(projectId: Id | undefined) => readonly Reviewer[]> {
  const everybody = await readReviewers(tx)
  const roles = await memberRolesIn(tx, await privateAmong(tx, projectIds))
  return (projectId) => {
    const inside = roles.get(projectId ?? '')
    if (inside === undefined) return everybody
    return everybody.filter(({ id }) => {
      const role = inside.get(id)
      return role !== undefined && mayAsMember(role, 'item.review')
    })
  }
}

/** Those of the reviewers whom a step asks. */
export function askedBy({ people, groups, roles }: ApprovalStep, reviewers: readonly Reviewer[]): Set<Id> {
  const named = new Set(people)
  const isAsked = ({ id, role, groups: own }: Reviewer) =>
    named.has(id) || roles.includes(role) || groups.some((group) => own.has(group))
  return new Set(reviewers.filter(isAsked).map(({ id }) => id))
}

/** The steps that ask for more approvals than there are people for. */
export function shortagesOf(
  steps: readonly ApprovalStep[],
  reviewers: readonly Reviewer[],
): ApprovalShortage[] {
  return steps.flatMap((step, index) => {
    const available = askedBy(step, reviewers).size
    return available >= step.approvals ? [] : [{ step: index + 1, needed: step.approvals, available }]
  })
}
