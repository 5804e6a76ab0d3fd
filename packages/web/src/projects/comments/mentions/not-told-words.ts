/** What is said of mentions before a comment with them is sent. Pure. */
import { type MentionsCheck, maxToldByGroups, type NotTold } from '@copydesk/contract'

/** So many are named. */
const maxNamed = 3

/** How many people the groups tell, at most: some may have muted the place. */
export function toldWords(toldByGroups: number): string {
  if (isTooMany(toldByGroups)) return `Tells ${toldByGroups} people: at most ${maxToldByGroups} at once`
  return toldByGroups === 1 ? 'Tells 1 person' : `Tells up to ${toldByGroups} people`
}

export function isTooMany(toldByGroups: number): boolean {
  return toldByGroups > maxToldByGroups
}

/** Why mentions tell nobody, in sentences. `place`: "project" or "text". */
export function notToldWords(
  notTold: readonly NotTold[],
  nameOf: (one: NotTold) => string,
  place: string,
): string[] {
  const [closed, gone] = [
    notTold.filter(({ why }) => why === 'no_access'),
    notTold.filter(({ why }) => why === 'not_here'),
  ]
  const whole = gone.filter(({ kind }) => kind === 'person')
  const empty = gone.filter(({ kind }) => kind === 'group')
  return [
    ...(closed.length === 0 ? [] : [`${joined(closed.map(partOf))} cannot see this ${place}.`]),
    ...(whole.length === 0
      ? []
      : [`${joined(whole.map(nameOf))} ${whole.length === 1 ? 'is' : 'are'} not here any more.`]),
    ...(empty.length === 0 ? [] : [`Nobody is in ${joined(empty.map(nameOf))}.`]),
  ]

  function partOf(one: NotTold): string {
    if (one.kind === 'person') return nameOf(one)
    return `${one.count === 1 ? '1 person' : `${one.count} people`} in ${nameOf(one)}`
  }
}

/** Those whom a manager of the project could let in. */
export function letInAmong({ notTold, keptTo: [projectId, ...others], mayLetIn }: MentionsCheck): {
  projectId: string
  those: NotTold[]
} | null {
  const those = notTold.filter(({ why }) => why === 'no_access')
  if (!mayLetIn || projectId === undefined || others.length > 0 || those.length === 0) return null
  return { projectId, those }
}

function joined(names: readonly string[]): string {
  const named = names.length > maxNamed + 1 ? names.slice(0, maxNamed) : names
  const others = names.length - named.length
  const all = others === 0 ? named : [...named, `${others} others`]
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`
}
