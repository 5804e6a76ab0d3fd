/**
 * The groups here of somebody whom the provider signed in, which are those that it says at each sign-in. Groups that were
 * made here by hand keep their people, whatever the provider calls its own.
 */
import { groupLimits, type Id, tidyLine } from '@copydesk/contract'
import { systemActor } from '../../command/system-actor.ts'
import type { Services } from '../../services.ts'
import type { GroupMapping } from '../../settings/group-mapping.ts'
import type { Tx } from '../../storage/storage.ts'
import { joinManaged, leaveManaged } from '../groups/commands.ts'
import { groupIdsOf } from '../groups/queries.ts'
import type { ProviderClaims } from './provider.ts'

/** Longest name of a group here, in characters. */
const maxName = 100

/**
 * Puts the person into groups and out of them, each in a transaction of its own; gives the names of those that they could
 * not be put into. A provider that does not tell all groups changes nothing.
 */
export async function followGroups(
  { storage, runner }: Pick<Services, 'storage' | 'runner'>,
  personId: Id,
  { groups, areAllGroups }: Pick<ProviderClaims, 'groups' | 'areAllGroups'>,
  mapping: GroupMapping,
): Promise<string[]> {
  if (mapping.length === 0 || !areAllGroups) return []
  const wanted = namesHere(groups, mapping)
  const { present, known } = await storage.read((tx) => readGroups(tx, personId))
  for (const { id, name } of present) {
    if (!wanted.has(folded(name))) await runner.run({ actor: systemActor }, leaveManaged(id, personId))
  }
  const isIn = new Set(present.map(({ name }) => folded(name)))
  const left: string[] = []
  // Thousands that there is no room for are not tried one by one.
  let room = groupLimits.groups - known.size
  for (const [key, name] of wanted) {
    if (isIn.has(key)) continue
    const isNew = !known.has(key)
    const isPossible = isNew ? room-- > 0 : known.get(key) === 1
    const isJoined =
      isPossible && (await runner.run({ actor: systemActor }, joinManaged(name, personId))).body
    if (!isJoined) left.push(name)
  }
  return left
}

/** What the provider's groups are called here, by what tells names apart; those that no rule names, or have no name, are left out. */
export function namesHere(groups: readonly string[], mapping: GroupMapping): Map<string, string> {
  const names = new Map<string, string>()
  for (const group of groups) {
    const rule =
      mapping.find((one) => 'name' in one && one.group === group) ??
      mapping.find((one) => 'prefix' in one && group.startsWith(one.prefix))
    if (rule === undefined) continue
    const name = 'name' in rule ? rule.name : group.slice(rule.prefix.length)
    const tidied = tidyLine(name, { max: maxName, required: true })
    if (tidied.ok) names.set(folded(tidied.text), tidied.text)
  }
  return names
}

/** The groups of the provider that the person is in, and of all there are whether they are the provider's. */
async function readGroups(tx: Tx, personId: Id) {
  const all = await tx.selectFrom('groups').select(['id', 'name', 'managed']).execute()
  const own = new Set(await groupIdsOf(tx, personId))
  return {
    present: all.filter(({ id, managed }) => managed === 1 && own.has(id)),
    known: new Map(all.map(({ name, managed }) => [folded(name), managed])),
  }
}

function folded(name: string): string {
  return name.normalize('NFKC').toLowerCase()
}
