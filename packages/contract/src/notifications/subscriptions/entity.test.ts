import { eventBase, idOf, instantOf } from '@copydesk/testkit/entities'
import { describe, expect, it } from 'vitest'
import {
  nearestLevel,
  parseSubscriptionKey,
  type Subscription,
  type SubscriptionKey,
  type SubscriptionLevel,
  type Subscriptions,
  subscriptionKey,
} from './entity.ts'
import { applySubscriptions } from './reducer.ts'

const [thread, project] = [subscriptionKey('thread', idOf(1)), subscriptionKey('project', idOf(2))]

describe('a subscription key', () => {
  it('names the site, or something by its id', () => {
    expect(parseSubscriptionKey('site')).toEqual({ scope: 'site', id: null })
    expect(parseSubscriptionKey(project)).toEqual({ scope: 'project', id: idOf(2) })
    for (const none of [
      '',
      'site:1',
      'project',
      'project:',
      'project:1',
      `person:${idOf(1)}`,
      ` ${project}`,
    ]) {
      expect(parseSubscriptionKey(none)).toBeNull()
    }
  })

  it.each<[Record<string, SubscriptionLevel>, string | undefined]>([
    [{}, undefined],
    [{ site: 'muted' }, 'muted'],
    [{ site: 'muted', [project]: 'watching' }, 'watching'],
    [{ [thread]: 'muted', [project]: 'watching' }, 'muted'],
    [{ [thread]: 'default', [project]: 'watching' }, 'watching'],
  ])('that is nearest counts: %j', (levels, level) => {
    expect(nearestLevel([thread, project, 'site'], (key) => levels[key])?.level).toBe(level)
  })
})

describe('applySubscriptions', () => {
  const of = (id: SubscriptionKey, level: SubscriptionLevel, revision: number): Subscription => ({
    id,
    level,
    revision,
    changedAt: instantOf(revision),
  })
  const changed = (subscription: Subscription) => ({ ...eventBase('subscription.changed'), subscription })
  const state: Subscriptions = { data: [of(project, 'watching', 1)], nextCursor: null }

  it('puts in what is new, in the order of the keys, and takes out what is as by default again', () => {
    const next = applySubscriptions(state, changed(of(thread, 'muted', 1)))
    expect(next.data.map(({ id }) => id)).toEqual([project, thread])
    expect(applySubscriptions(next, changed(of(thread, 'muted', 1)))).toBe(next)
    expect(applySubscriptions(next, changed(of(project, 'default', 2))).data).toEqual([
      of(thread, 'muted', 1),
    ])
  })

  it('does not put in what is as by default', () => {
    expect(applySubscriptions(state, changed(of(thread, 'default', 2)))).toBe(state)
  })
})
