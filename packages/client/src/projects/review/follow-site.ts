/** A project without a rule of its own goes by the site's, of which its own channel does not tell. */
import type { ApprovalRuleState } from '@copydesk/contract'
import type { Live } from '../../live/live-types.ts'

/** The rule of a project, read anew when the site's is another one than it was read with. */
export function followSite(
  own: Live<ApprovalRuleState>,
  findSite: () => Live<ApprovalRuleState>,
): Live<ApprovalRuleState> {
  let asked: number | undefined
  const look = (site: Live<ApprovalRuleState>) => {
    const [here, there] = [own.getSnapshot().data, site.getSnapshot().data]
    if (here === undefined || there === undefined) return
    const isSame = here.inherited?.revision === there.rule?.revision
    // Whichever of the two is ahead, they meet once both have heard of it.
    if (isSame || asked === there.revision) return
    asked = there.revision
    void own.refresh()
  }
  return {
    getSnapshot: own.getSnapshot,
    refresh: own.refresh,
    loadMore: own.loadMore,
    optimistic: own.optimistic,
    get isActive() {
      return own.isActive
    },
    subscribe(listener) {
      const site = findSite()
      const leaveSite = site.subscribe(() => look(site))
      const leaveOwn = own.subscribe(() => {
        look(site)
        listener()
      })
      return () => {
        leaveSite()
        leaveOwn()
      }
    },
  }
}
