/**
 * A broker of a message server: the part that is the same for all of them. Channels and nodes become topics; of channels
 * those are subscribed to that somebody follows. Whatever the server does, the broker only says in which state it is.
 */
import { type Environment, systemEnvironment } from '../../environment.ts'
import { ListenersByKey, type ReportFailure } from '../../listeners.ts'
import type { Announcement, Broker } from '../broker.ts'
import { AnnouncementReader, announcementTexts } from './announcement-text.ts'
import { Outbox } from './outbox.ts'
import type { Message, OpenSession, Session } from './session.ts'
import { reasonOf, SessionKeeper } from './session-keeper.ts'
import { Topics } from './topics.ts'

export interface RemoteBrokerOptions {
  /** Told of what a listener throws; a warning of the process when absent. */
  listenerFailed?: ReportFailure
  environment?: Environment
}

export interface MessageServer {
  /** Its address for people, without a password. */
  name: string
  open: OpenSession
  /** The longest message that it carries, in bytes of UTF-8. */
  maxMessageBytes: number
  /** What it means when it takes messages and brings none. */
  whenUnheard: string
}

/** How long `close` waits for what is still to be sent. */
const farewellMs = 1_000

const channelTopic = 'channel:'
const nodeTopic = 'node:'
const everyNode = '*'

export function createRemoteBroker(
  { name, open, maxMessageBytes, whenUnheard }: MessageServer,
  { listenerFailed, environment = systemEnvironment }: RemoteBrokerOptions,
): Broker {
  const followers = new ListenersByKey<Announcement>(listenerFailed)
  const nodes = new ListenersByKey<string>(listenerFailed)
  const reader = new AnnouncementReader()
  let received = 0

  const failed = (session: Session, error: unknown) => keeper.fail(session, reasonOf(error))
  const topics = new Topics(environment, failed)
  const outbox = new Outbox(environment, failed)

  const take = ({ topic, text }: Message): void => {
    received += 1
    if (topic.startsWith(channelTopic)) {
      const channel = topic.slice(channelTopic.length)
      const announcement = reader.read(channel, text)
      if (announcement !== null) followers.tell(channel, announcement)
    } else if (topic.startsWith(nodeTopic)) {
      const node = topic.slice(nodeTopic.length)
      if (node === everyNode) nodes.tellAll(text)
      else nodes.tell(node, text)
    }
  }

  const keeper = new SessionKeeper(
    { server: name, open, whenUnheard, environment, listenerFailed },
    {
      opened: async (session) => {
        await topics.attach(session)
        outbox.attach(session)
      },
      lost: () => {
        topics.detach()
        outbox.detach()
      },
      message: take,
    },
  )

  /** Until the returned function is called. */
  const want = (topic: string) => {
    const ready = topics.want(topic)
    let isWanted = true
    return {
      ready,
      unwant: () => {
        if (isWanted) topics.unwant(topic)
        isWanted = false
      },
    }
  }

  return {
    publish(announcements) {
      for (const announcement of announcements) {
        const topic = `${channelTopic}${announcement.channel}`
        for (const text of announcementTexts(announcement, maxMessageBytes, environment.newId)) {
          outbox.add({ topic, text })
        }
      }
    },
    follow(channel, listener) {
      const stop = followers.add(channel, listener)
      const { ready, unwant } = want(`${channelTopic}${channel}`)
      return {
        ready,
        unfollow: () => {
          stop()
          unwant()
        },
      }
    },
    get state() {
      return keeper.state
    },
    onState: (listener) => keeper.onState(listener),
    get figures() {
      const { sent, dropped } = outbox
      return { sent, received, dropped, reconnects: keeper.reconnects }
    },
    maxMessageBytes,
    sendToNode: (nodeId, message) => outbox.add({ topic: `${nodeTopic}${nodeId}`, text: message }),
    receive(nodeId, listener) {
      const stop = nodes.add(nodeId, listener)
      const wanted = [nodeId, everyNode].map((node) => want(`${nodeTopic}${node}`))
      return () => {
        stop()
        for (const { unwant } of wanted) unwant()
      }
    },
    close: async () => {
      followers.clear()
      nodes.clear()
      await outbox.emptied(farewellMs)
      keeper.close()
    },
  }
}
