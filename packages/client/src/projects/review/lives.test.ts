import {
  type ApprovalRule,
  type ApprovalRuleState,
  type ApprovalStep,
  channels,
  type Snapshot,
} from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { ada, at, bo, projectId } from '../../../test/builders.ts'
import { createFakeChannels } from '../../../test/fake-channels.ts'
import { createFakeClock, settle } from '../../../test/fake-clock.ts'
import type { Api } from '../../api.ts'
import { createLiveStore } from '../../live/live-store.ts'
import { createSharedLive } from '../../live/shared-live.ts'
import { createReviewLives } from './lives.ts'

const step: ApprovalStep = { approvals: 2, people: [], groups: [], roles: ['reviewer'] }

/** The rule of a project and of its site on a screen, and a server that both are read from. */
function setUp() {
  const clock = createFakeClock()
  const fake = createFakeChannels()
  const kept = { rule: null as ApprovalRule | null, revision: 1, reads: 0 }
  const site = (): ApprovalRuleState => ({ ...kept, inherited: null, shortages: [] })
  const own = (): ApprovalRuleState => ({
    revision: 1,
    rule: null,
    inherited: kept.rule,
    shortages: (kept.rule?.steps ?? []).map(() => ({ step: 1, needed: 2, available: 1 })),
  })
  const positionOf = (channel: string) => fake.position(channel)
  const review = {
    siteRule: async (): Promise<Snapshot<ApprovalRuleState>> => ({
      ...site(),
      position: positionOf(channels.site),
    }),
    projectRule: async (): Promise<Snapshot<ApprovalRuleState>> => {
      kept.reads += 1
      return { ...own(), position: positionOf(channels.project(projectId)) }
    },
  }
  const shared = createSharedLive({
    realtime: fake.source,
    store: createLiveStore(),
    me: ada.id,
    clock,
    random: () => 0.5,
  })
  const lives = createReviewLives(shared, { review } as unknown as Api)
  const shown = () => lives.approvalRule(projectId).getSnapshot().data
  const publish = (channel: string, event: object) =>
    fake.publish(channel, { id: 'e', at, actor: bo, ...event })
  /** Somebody makes another rule of the site, or takes it away. */
  const ruleSite = async (steps: ApprovalStep[] | null) => {
    kept.revision += 1
    const { revision } = kept
    kept.rule = steps && { revision, steps, editorsMayApprove: false, changedBy: bo, changedAt: at }
    publish(channels.site, { type: 'approval_rule.changed', revision, rule: kept.rule, shortages: [] })
    await settle()
  }
  return { clock, fake, kept, lives, own, shown, publish, ruleSite }
}

describe('the rule of a project on a screen', () => {
  it('is what a fresh read answers, whatever becomes of the site’s', async () => {
    const { lives, own, shown, ruleSite } = setUp()
    expect(lives.approvalRule(projectId)).toBe(lives.approvalRule(projectId))
    lives.approvalRule(projectId).subscribe(() => {})
    await settle()
    for (const steps of [[step], [step, step], null, [step]]) {
      await ruleSite(steps)
      expect(shown()).toEqual(own())
    }
  })

  it('is read no more often than it has to be, and not for who left', async () => {
    const { fake, kept, lives, own, shown, ruleSite } = setUp()
    const leave = [1, 2].map(() => lives.approvalRule(projectId).subscribe(() => {}))
    await settle()
    expect(kept.reads).toBe(1)
    await ruleSite([step])
    expect(kept.reads).toBe(2)
    fake.cut()
    await ruleSite([step, step])
    expect(kept.reads).toBe(2)
    fake.reconnect()
    await settle()
    expect(shown()).toEqual(own())
    for (const one of leave) one()
    const { reads } = kept
    await ruleSite(null)
    expect(kept.reads).toBe(reads)
  })

  it('has other shortages once other people are in it', async () => {
    const { clock, kept, lives, publish } = setUp()
    lives.approvalRule(projectId).subscribe(() => {})
    await settle()
    const change = { id: bo.id, kind: 'person', role: 'editor', deed: 'added' }
    publish(channels.project(projectId), { type: 'members.changed', members: [], change })
    await clock.advance(5_000)
    expect(kept.reads).toBe(2)
  })
})
