/** A rule goes by what its own channel does not tell of: the rule of the site, and who there is to approve. */
import type { ApprovalRuleState, Groups, PeopleState } from '@copydesk/contract'
import type { Live } from '../../live/live-types.ts'

type Rule = Live<ApprovalRuleState>
type Followed = Pick<Live<object>, 'subscribe'>

/** The rule of a project, read anew when the site's is another one than it was read with. */
export function followSite(own: Rule, findSite: () => Rule): Rule {
  let asked: number | undefined
  return following(own, () => {
    const site = findSite()
    const look = () => {
      const [here, there] = [own.getSnapshot().data, site.getSnapshot().data]
      if (here === undefined || there === undefined) return
      const isSame = here.inherited?.revision === there.rule?.revision
      // Whichever of the two is ahead, they meet once both have heard of it.
      if (isSame || asked === there.revision) return
      asked = there.revision
      void own.refresh()
    }
    return { others: [site], look }
  })
}

/** A rule, read anew when somebody came, left, or has another role or group: its steps may lack people, or no more. */
export function followReviewers(
  own: Rule,
  findPeople: () => Live<PeopleState>,
  findGroups: () => Live<Groups>,
): Rule {
  /** Those with whom the rule was read, or who were here before it was. */
  let readWith: string | undefined
  return following(own, () => {
    const [people, groups] = [findPeople(), findGroups()]
    const standings = () => standingsOf(people.getSnapshot().data, groups.getSnapshot().data)
    readWith ??= standings()
    const look = () => {
      const now = standings()
      if (now === undefined || now === readWith || own.getSnapshot().data === undefined) return
      readWith = now
      void own.refresh()
    }
    return { others: [people, groups], look }
  })
}

/** What steps ask people by; undefined while it is not known. */
function standingsOf(people: PeopleState | undefined, groups: Groups | undefined): string | undefined {
  if (people === undefined || groups === undefined) return undefined
  return JSON.stringify([
    people.data.map(({ id, role, state }) => [id, role, state]),
    groups.data.map(({ id, memberIds }) => [id, memberIds]),
  ])
}

/** `own`, while which is looked at the others are too; `look` is called whenever one of them changed. */
function following(own: Rule, begin: () => { others: readonly Followed[]; look: () => void }): Rule {
  return {
    getSnapshot: own.getSnapshot,
    refresh: own.refresh,
    loadMore: own.loadMore,
    loadPart: own.loadPart,
    optimistic: own.optimistic,
    get isActive() {
      return own.isActive
    },
    subscribe(listener) {
      const { others, look } = begin()
      const leaves = others.map((other) => other.subscribe(look))
      const leaveOwn = own.subscribe(() => {
        look()
        listener()
      })
      return () => {
        for (const leave of leaves) leave()
        leaveOwn()
      }
    },
  }
}
