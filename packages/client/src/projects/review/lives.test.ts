import {
  type ApprovalRule,
  type ApprovalRuleState,
  type ApprovalStep,
  channels,
  type Snapshot,
} from '@copydesk/contract'
import { buildPerson } from '@copydesk/testkit/entities'
import { describe, expect, it } from 'vitest'
import { ada, at, bo, idOf, projectId } from '../../../test/builders.ts'
import { createFakeChannels } from '../../../test/fake-channels.ts'
import { createFakeClock, settle } from '../../../test/fake-clock.ts'
import type { Api } from '../../api.ts'
import { createLiveStore } from '../../live/live-store.ts'
import { createSharedLive } from '../../live/shared-live.ts'
import { createGroupLives } from '../../people/groups/lives.ts'
import { createPeopleLives } from '../../people/lives.ts'
import { createReviewLives } from './lives.ts'

const step: ApprovalStep = { approvals: 2, people: [], groups: [], roles: ['reviewer'] }

/** The rule of a project and of its site on a screen, and a server that both are read from. */
function setUp() {
  const clock = createFakeClock()
  const fake = createFakeChannels()
  const kept = { rule: null as ApprovalRule | null, revision: 1 }
  const reads = { own: 0, site: 0 }
  const site = (): ApprovalRuleState => ({ ...kept, inherited: null, shortages: [] })
  const own = (): ApprovalRuleState => ({
    revision: 1,
    rule: null,
    inherited: kept.rule,
    shortages: (kept.rule?.steps ?? []).map(() => ({ step: 1, needed: 2, available: 1 })),
  })
  const positionOf = (channel: string) => fake.position(channel)
  const review = {
    siteRule: async (): Promise<Snapshot<ApprovalRuleState>> => {
      reads.site += 1
      return { ...site(), position: positionOf(channels.site) }
    },
    projectRule: async (): Promise<Snapshot<ApprovalRuleState>> => {
      reads.own += 1
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
  const ofPeople = { nextCursor: null, position: positionOf(channels.people) }
  const people = {
    list: async () => ({ data: [ada, buildPerson({ id: bo.id })], services: [], ...ofPeople }),
  }
  const groups = { list: async () => ({ data: [], ...ofPeople }) }
  const api = { review, people, groups } as unknown as Api
  const lives = createReviewLives(shared, api)
  // As on every screen.
  createPeopleLives(shared, api)
    .people()
    .subscribe(() => {})
  createGroupLives(shared, api)
    .groups()
    .subscribe(() => {})
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
  return { clock, fake, reads, lives, own, shown, publish, ruleSite }
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
    const { fake, reads, lives, own, shown, ruleSite } = setUp()
    await settle()
    const leave = [1, 2].map(() => lives.approvalRule(projectId).subscribe(() => {}))
    await settle()
    expect(reads.own).toBe(1)
    await ruleSite([step])
    expect(reads.own).toBe(2)
    fake.cut()
    await ruleSite([step, step])
    expect(reads.own).toBe(2)
    fake.reconnect()
    await settle()
    expect(shown()).toEqual(own())
    for (const one of leave) one()
    const before = reads.own
    await ruleSite(null)
    expect(reads.own).toBe(before)
  })

  it('has other shortages once somebody came, left or has another role or group', async () => {
    for (const projectOrSite of [projectId, null]) {
      const { reads, lives, publish } = setUp()
      await settle()
      lives.approvalRule(projectOrSite).subscribe(() => {})
      await settle()
      const [person, groupId] = [buildPerson({ id: bo.id }), idOf(70)]
      const group = {
        id: groupId,
        revision: 1,
        name: 'Legal',
        memberIds: [bo.id],
        createdAt: at,
        isManaged: false,
      }
      const count = () => (projectOrSite === null ? reads.site : reads.own)
      const changes: [string, object, number][] = [
        ['person.changed', { person: { ...person, revision: 2, role: 'viewer' } }, 1],
        ['person.changed', { person: { ...person, revision: 3, role: 'viewer', name: 'Boris' } }, 0],
        ['person.changed', { person: { ...person, revision: 4, role: 'viewer', state: 'deactivated' } }, 1],
        ['person.changed', { person: { ...person, id: idOf(71), name: 'New here' } }, 1],
        ['group.changed', { group }, 1],
        ['group.changed', { group: { ...group, revision: 2, memberIds: [] } }, 1],
        ['group.deleted', { groupId }, 1],
      ]
      for (const [type, facts, more] of changes) {
        const before = count()
        publish(channels.people, { type, ...facts })
        await settle()
        expect(count() - before, JSON.stringify(facts)).toBe(more)
      }
    }
  })

  it('is read anew where people were known later than it', async () => {
    const { reads, lives } = setUp()
    lives.approvalRule(projectId).subscribe(() => {})
    await settle()
    expect(reads.own).toBe(2)
  })

  it('has other shortages once other people are in it', async () => {
    const { clock, reads, lives, publish } = setUp()
    await settle()
    lives.approvalRule(projectId).subscribe(() => {})
    await settle()
    const change = { id: bo.id, kind: 'person', role: 'editor', deed: 'added' }
    publish(channels.project(projectId), { type: 'members.changed', members: [], change })
    await clock.advance(5_000)
    expect(reads.own).toBe(2)
  })
})
