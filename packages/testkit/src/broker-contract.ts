/**
 * What every broker must do while nothing is lost: hints may get lost, but a broker that never delivers is none.
 * Run it on each implementation: `describeBroker('memory', async () => …)` inside a test file.
 */
import type { Announcement, Broker } from '@copydesk/hub'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

/** The broker as two nodes see it; for a broker within one process both are the same object. */
export interface BrokerHarness {
  here: Broker
  there: Broker
  /** Resolves when everything that was sent so far has arrived. */
  settle(): Promise<void>
  close(): Promise<void>
}

function buildAnnouncement(offset: number): Announcement {
  return { channel: 'project:1', epoch: 'e', publications: [{ offset, data: '{"text":"ü\\n"}' }] }
}

export function describeBroker(name: string, open: () => Promise<BrokerHarness>): void {
  describe(`broker contract: ${name}`, () => {
    let harness: BrokerHarness
    beforeEach(async () => {
      harness = await open()
    })
    afterEach(async () => {
      await harness.close()
    })

    it('brings announcements to every node, the sender included, in order', async () => {
      const { here, there, settle } = harness
      const heard: [string, Announcement][] = []
      here.follow('project:1', (announcement) => heard.push(['here', announcement]))
      there.follow('project:1', (announcement) => heard.push(['there', announcement]))
      await settle()
      here.publish([buildAnnouncement(1)])
      here.publish([buildAnnouncement(2), buildAnnouncement(3)])
      here.publish([])
      await settle()
      for (const node of ['here', 'there']) {
        const received = heard.filter(([by]) => by === node).map(([, announcement]) => announcement)
        expect(received).toEqual([1, 2, 3].map((offset) => buildAnnouncement(offset)))
      }
    })

    it('brings a node the channels that it follows and no others', async () => {
      const { here, there, settle } = harness
      const heard: string[] = []
      const follow = (channel: string) => there.follow(channel, () => heard.push(channel))
      const followed = ['a', 'b', '__proto__', 'ü:1'].map(follow)
      await Promise.all(followed.map(({ ready }) => ready))
      for (const channel of ['a', 'c', 'ü:1', '__proto__', 'aa', '*']) {
        here.publish([{ ...buildAnnouncement(1), channel }])
      }
      await settle()
      expect(heard.toSorted()).toEqual(['__proto__', 'a', 'ü:1'])
    })

    it('brings what is published once following is ready', async () => {
      const { here, there, settle } = harness
      const heard: Announcement[] = []
      const { ready } = there.follow('project:1', (announcement) => heard.push(announcement))
      await ready
      here.publish([buildAnnouncement(1)])
      await settle()
      expect(heard).toEqual([buildAnnouncement(1)])
    })

    it('follows a channel whose last follower leaves while the next one comes', async () => {
      const { here, there, settle } = harness
      const heard: number[] = []
      const follow = () => there.follow('project:1', ({ publications }) => heard.push(publications.length))
      for (let times = 0; times < 5; times += 1) follow().unfollow()
      const kept = follow()
      await kept.ready
      here.publish([buildAnnouncement(1)])
      await settle()
      expect(heard).toEqual([1])
      const another = follow()
      kept.unfollow()
      kept.unfollow()
      await another.ready
      here.publish([buildAnnouncement(2)])
      await settle()
      expect(heard).toEqual([1, 1])
    })

    it('is connected, and carries messages of the length that it says', async () => {
      const { here, there, settle } = harness
      expect([here.state, there.state]).toEqual([{ phase: 'connected' }, { phase: 'connected' }])
      const heard: string[] = []
      there.receive('n1', (message) => heard.push(message))
      await settle()
      const text = 'ü'.repeat(Math.min(here.maxMessageBytes, 2_000_000) / 2)
      here.sendToNode('n1', text)
      await settle()
      expect(heard).toEqual([text])
    })

    it('brings a publication of any length whole, or says how far the journal goes that has it', async () => {
      const { here, there, settle } = harness
      const heard: Announcement[] = []
      there.follow('project:1', (announcement) => heard.push(announcement))
      await settle()
      const long: Announcement['publications'] = [{ offset: 7, data: JSON.stringify('ü\n'.repeat(400_000)) }]
      const kept = { channel: 'project:1', epoch: 'e', publications: long }
      const notKept = { channel: 'project:1', epoch: '', publications: long }
      here.publish([kept, notKept])
      await settle()
      const hint = { ...kept, publications: [], upTo: 7 }
      expect([kept, hint]).toContainEqual(heard[0])
      expect(heard.slice(1)).toEqual([notKept])
    })

    it('brings the publisher of a client publication along', async () => {
      const { here, there, settle } = harness
      const heard: Announcement[] = []
      there.follow('here:1', (announcement) => heard.push(announcement))
      await settle()
      const info = { user: 'ann', client: 'c1', conn_info: { name: 'Ann' } }
      const announcement = { channel: 'here:1', epoch: '', publications: [{ offset: 0, data: '1', info }] }
      here.publish([announcement])
      await settle()
      expect(heard).toEqual([announcement])
    })

    it('stops calling back who follows no more, and goes on with the others', async () => {
      const { here, settle } = harness
      const heard: Announcement[] = []
      const { unfollow } = here.follow('project:1', (announcement) => heard.push(announcement))
      const kept: Announcement[] = []
      here.follow('project:1', (announcement) => kept.push(announcement))
      await settle()
      unfollow()
      here.publish([buildAnnouncement(1)])
      await settle()
      expect(heard).toEqual([])
      expect(kept).toHaveLength(1)
    })

    it('lets no listener that throws harm the sender or the other listeners', async () => {
      const { here, there, settle } = harness
      const heard: string[] = []
      const fail = (): never => {
        throw new Error('on purpose')
      }
      const failLater = (): Promise<never> => Promise.reject(new Error('on purpose'))
      for (const node of [here, there]) {
        for (const listener of [fail, failLater]) {
          node.follow('project:1', listener)
          node.receive('n1', listener)
        }
        node.follow('project:1', ({ publications }) => heard.push(`announced ${publications[0]?.offset}`))
        node.receive('n1', (message) => heard.push(message))
      }
      await settle()
      here.publish([buildAnnouncement(1), buildAnnouncement(2)])
      here.sendToNode('n1', 'named')
      here.sendToNode('*', 'all')
      await settle()
      for (const expected of ['announced 1', 'announced 2', 'named', 'all']) {
        expect(heard.filter((one) => one === expected)).toHaveLength(2)
      }
    })

    it('brings control messages to the node that is named, or to all', async () => {
      const { here, there, settle } = harness
      const heard: string[] = []
      here.receive('n1', (message) => heard.push(`n1 ${message}`))
      const stop = there.receive('n2', (message) => heard.push(`n2 ${message}`))
      await settle()
      there.sendToNode('n1', 'a')
      here.sendToNode('n2', 'b')
      here.sendToNode('nobody', 'c')
      await settle()
      expect(heard.toSorted()).toEqual(['n1 a', 'n2 b'])
      here.sendToNode('*', 'd')
      await settle()
      expect(heard.slice(2).toSorted()).toEqual(['n1 d', 'n2 d'])
      stop()
      await settle()
      here.sendToNode('*', 'e')
      await settle()
      expect(heard.slice(4)).toEqual(['n1 e'])
    })
  })
}
