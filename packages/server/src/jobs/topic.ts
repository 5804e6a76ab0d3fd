/** What carries out one topic of the outbox. */
import type { CommandContext } from '../command/command.ts'
import type { OutboxTopics } from '../command/outbox.ts'
import type { ChannelEvent } from '../storage/journal.ts'

/** The work of one topic; `Payload` is what its entries carry. */
export interface TopicWork<Payload> {
  /** Entries done in one transaction, at most. */
  batchSize: number
  /**
   * Does the work of a batch in the transaction of `context`, oldest entry first, and returns what is to be
   * published: at most one event per channel. After a crash or a failure the same entries come again, so it must
   * not matter how often it runs. Awaits only SQL.
   */
  work(context: CommandContext, payloads: readonly Payload[]): Promise<ChannelEvent[]>
}

/** The work of every topic. */
export type Topics = { [Topic in keyof OutboxTopics]: TopicWork<OutboxTopics[Topic]> }
